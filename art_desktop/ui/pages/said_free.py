"""Asks what a provider said of a home's free places: a number and a day, in the page, while it is on the telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from art_desktop.domain.errors import InvalidAnswers, Refusal
from art_desktop.domain.provider_views import HomeLine, SaidFree
from art_desktop.domain.read_models import Changed
from art_desktop.ui.pages.calls import Calls
from art_desktop.ui.pages.request.part import InPlace
from art_desktop.ui.widgets.fields import DateField, NumberField
from art_desktop.ui.words import day


class SaidFreePanel(InPlace):
    """Args: today: what the day starts as. done, closed: called when it was recorded, when it is given up."""

    def __init__(
        self,
        calls: Calls,
        home: HomeLine,
        today: date,
        done: Callable[[Changed], object],
        closed: Callable[[], object],
        refused: Callable[[Refusal], object],
    ) -> None:
        super().__init__(
            f"What they said of {home.title}",
            "Record",
            self.record,
            closed,
            why="Children of ours who start after that day are taken off by themselves.",
        )
        self._calls, self._home = calls, home
        self._done, self._refused = done, refused
        self.free = NumberField("said_free", "Places free", required=True, most=home.places or 200)
        self.said_on = DateField("said_free_on", "Said on", required=True)
        self.said_on.set_value(today)
        for field in (self.free, self.said_on):
            self.body.addWidget(field)

    def record(self) -> None:
        """Record it."""
        fields = (self.free, self.said_on)
        for field in fields:
            field.set_problem(field.own_problem())
        if any(field.problem() for field in fields):
            return
        command = SaidFree(
            home_id=self._home.id,
            version=self._home.version,
            free=self.free.value(),
            said_on=self.said_on.value(),
        )
        self.do_button.setEnabled(False)

        def refused(error: Refusal) -> None:
            self.do_button.setEnabled(True)
            if isinstance(error, InvalidAnswers):
                by_name = {field.name: field for field in fields}
                for problem in error.problems:
                    by_name[problem.field].set_problem(problem.words)
            else:
                self._refused(error)

        self._calls.write(lambda s, who: s.providers.said_free(who, command), self._done, refused)


def free_words(home: HomeLine) -> str:
    """Return what is known of a home's free places: "2, said Fri 20 Nov 2026", "full", "not known"."""
    if home.free is None:
        return "not known"
    if home.free == 0:
        return "full" if home.here == home.places else "none"
    return f"{home.free}"


def said_words(home: HomeLine) -> str:
    """Return when a provider last said what was free."""
    return day(home.said_free_on) if home.said_free_on else "never asked"
