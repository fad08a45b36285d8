"""The best plan, found in a process of its own: the solver cannot be interrupted, a process can be ended.

The child is started afresh (spawn) on every system, so that it behaves on Windows as it does elsewhere.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from art_desktop.domain.allocation.model import Fit, Plan, Problem
from art_desktop.domain.allocation.solve import CalledOff, Progress, solve
from art_desktop.domain.errors import KnownFailure, RuleBroken

_POLL_SECONDS = 0.1


class SolverStopped(KnownFailure):
    """The process that works the plan out ended without an answer."""


def solve_apart(
    problem: Problem,
    *,
    fixed: Sequence[Fit] = (),
    time_limit: float | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """Return what `solve` returns, worked out in a process of its own that ends within a moment of being called off.

    Raises: CalledOff: `cancelled` said so. RuleBroken: the fixed fits cannot all be. SolverStopped: the process ended,
        as where the memory ran out.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    work = (theirs, problem, tuple(fixed), time_limit)
    child = context.Process(target=solve_in_child, args=work, daemon=True)
    try:
        child.start()
        theirs.close()
        return _receive(ours, progress, cancelled)
    except (EOFError, OSError) as error:
        raise SolverStopped(
            "The joint plan was not worked out; nothing on record was changed.",
            "The part of the program that works it out ended before it had an answer, most often for want of memory.",
            "Close other programs and try again, or ask for fewer requests at once.",
        ) from error
    finally:
        ours.close()
        if child.pid is not None:
            if child.is_alive():
                child.kill()
            child.join()
            child.close()


def _receive(
    pipe: Connection, progress: Progress | None, cancelled: Callable[[], bool] | None
) -> Plan:
    """Pass on what the child says until it has a plan. Raises: EOFError: it ended without one."""
    while True:
        while not pipe.poll(_POLL_SECONDS):
            if cancelled is not None and cancelled():
                raise CalledOff
        if cancelled is not None and cancelled():
            raise CalledOff
        kind, said = pipe.recv()
        if kind == "plan":
            plan: Plan = said
            return plan
        if kind == "refused":
            what, why, what_next, rule = said
            raise RuleBroken(what, why, what_next, rule=rule)
        if kind == "broke":
            raise RuntimeError(f"the joint plan broke in its process:\n{said}")
        if progress is not None:
            progress(*said)


# --- in the child -----------------------------------------------------------------------------


def solve_in_child(
    pipe: Connection, problem: Problem, fixed: tuple[Fit, ...], time_limit: float | None
) -> None:
    """Solve and say through the pipe how far it is and what came of it; run in a process of its own."""
    import traceback

    def say(kind: str, said: Any) -> None:
        pipe.send((kind, said))

    def tell(done: int, total: int, words: str) -> None:
        say("progress", (done, total, words))

    try:
        try:
            say("plan", solve(problem, fixed=fixed, time_limit=time_limit, progress=tell))
        except RuleBroken as no:
            say("refused", (no.what, no.why, no.what_next, no.rule))
        except MemoryError:
            pass  # the parent sees that there is no answer, and says so
        except Exception:  # noqa: BLE001 - a bug is raised again where it can be reported
            say("broke", traceback.format_exc())
    except (BrokenPipeError, ConnectionError):
        pass  # nobody is listening any more
    finally:
        pipe.close()
