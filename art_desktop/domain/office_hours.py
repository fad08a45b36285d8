"""When the office is open: working days in England, between two times on the wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from art_desktop.domain.clock import local_time
from art_desktop.domain.deadlines import is_working_day

CODES: Final = ("office_opens", "office_closes")
"""The settings that say it."""


@dataclass(frozen=True)
class OfficeHours:
    """From when to when somebody is there, on a working day."""

    opens: time = time(8, 30)
    closes: time = time(17, 30)

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> OfficeHours:
        """Return them from the settings in force, the usual ones where a setting is not there."""
        usual = cls()
        return cls(
            time.fromisoformat(settings.get(CODES[0], usual.opens.isoformat())),
            time.fromisoformat(settings.get(CODES[1], usual.closes.isoformat())),
        )

    def open_at(self, at: datetime) -> bool:
        """Say whether the office is open at an instant."""
        local = local_time(at)
        return is_working_day(local.date()) and self.opens <= local.time() < self.closes

    @property
    def words(self) -> str:
        """The hours: "08:30 to 17:30"."""
        return f"{self.opens:%H:%M} to {self.closes:%H:%M}"
