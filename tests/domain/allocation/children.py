"""What runs in the solver's place, in a process of its own, to see what happens when it does not answer."""

from __future__ import annotations

import os
import threading
from multiprocessing.connection import Connection


def says_nothing(_pipe: Connection, *_work: object) -> None:
    """Hold the pipe open and never answer; ends only when it is ended."""
    threading.Event().wait()


def dies(_pipe: Connection, *_work: object) -> None:
    """End at once, as a process does that is out of memory."""
    os._exit(9)


def breaks(pipe: Connection, *_work: object) -> None:
    """Say that there is a bug."""
    pipe.send(("broke", "ZeroDivisionError"))
    pipe.close()
