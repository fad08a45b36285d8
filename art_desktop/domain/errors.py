"""The two families of failure that are caught and shown; anything else is a bug and goes up.

Every one says what did not happen, why, and what to do next, in words an officer can act on.
"""

from __future__ import annotations

from dataclasses import dataclass


class Refusal(Exception):
    """Something did not happen, and the person is told what, why and what next.

    Args: what: one sentence, what did not happen (and that nothing was lost, where that is so).
        why: one sentence, the reason. what_next: one sentence, what the person can do.
    """

    def __init__(self, what: str, why: str = "", what_next: str = "") -> None:
        super().__init__(" ".join(part for part in (what, why, what_next) if part))
        self.what = what
        self.why = why
        self.what_next = what_next


class RuleBroken(Refusal):
    """A rule said no. `field` names the question it belongs beside, `rule` the rule's code."""

    def __init__(
        self, what: str, why: str = "", what_next: str = "", *, field: str = "", rule: str = ""
    ) -> None:
        super().__init__(what, why, what_next)
        self.field = field
        self.rule = rule


@dataclass(frozen=True)
class FieldProblem:
    """One answer that cannot be taken: the field's name and a sentence."""

    field: str
    words: str


class InvalidAnswers(RuleBroken):
    """Several answers cannot be taken; `problems` has one entry for each."""

    def __init__(self, what: str, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(
            what, " ".join(p.words for p in problems), "Put these right and save again."
        )
        self.problems = problems


class NotPermitted(RuleBroken):
    """The signed-in person's role does not allow it."""


class NotSignedIn(RuleBroken):
    """Nobody is signed in, or the session is locked."""


class NotFound(RuleBroken):
    """The record asked for is not there (any more)."""


@dataclass(frozen=True)
class FieldClash:
    """One field that both people changed: as it was sent, and as it stands now."""

    field: str
    mine: str
    theirs: str


class ChangedByOther(RuleBroken):
    """Somebody else saved the record since it was opened. `clashes` shows both versions."""

    def __init__(
        self, what: str, clashes: tuple[FieldClash, ...] = (), changed_by: str = ""
    ) -> None:
        who = changed_by or "Somebody else"
        super().__init__(
            what,
            f"{who} saved it while you had it open.",
            "Look at both versions, keep what is right and save again. What you typed is still here.",
        )
        self.clashes = clashes


class KnownFailure(Refusal):
    """The machine said no: disk, lock, key, file, database."""


class WrongKey(KnownFailure):
    """The passphrase or key does not open the file."""


class FileTrouble(KnownFailure):
    """A file is missing, unreadable, full, read-only, or not what it says it is."""


class NewerDatabase(KnownFailure):
    """The database was written by a newer version of the application."""


class DatabaseBusy(KnownFailure):
    """Another process holds the database."""
