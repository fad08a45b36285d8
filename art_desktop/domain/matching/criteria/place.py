"""Where the home is: areas to avoid, distance to home, school and family, the council's own area."""

from __future__ import annotations

import re
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import Criterion, HardRule, Support
from art_desktop.domain.matching.facts import AvoidZone
from art_desktop.domain.matching.pool import AGENCY
from art_desktop.domain.matching.trial import Trial
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    SUPPORT,
    UNKNOWN,
    Verdicts,
    everywhere,
    put,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.places import GridReference, distance_miles
from art_desktop.domain.vocabulary import Verdict


class AvoidsAreas(HardRule):
    """The home is outside the areas the child must keep away from."""

    code = "avoids_areas"
    title = "Away from areas and people to avoid"
    by_verdict = True
    overridable_by = Role.MANAGER
    answers = ("avoid",)
    child_question = "Are there areas or people that the child must keep away from?"
    candidate_question = "Where is the home?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst = np.zeros(trial.size, dtype=np.uint8)
        for subject in trial.case.subjects:
            if subject.avoid is None:
                worst = np.maximum(worst, np.uint8(UNKNOWN))
                continue
            for zone in subject.avoid:
                worst = np.maximum(worst, self._of_zone(trial, zone))
        return worst

    @override
    def open_answer(self, trial: Trial) -> tuple[int, str] | None:
        children = enumerate(trial.case.subjects)
        return next(((child, "avoid") for child, s in children if s.avoid is None), None)

    @staticmethod
    def _of_zone(trial: Trial, zone: AvoidZone) -> Verdicts:
        verdicts = np.full(trial.size, UNKNOWN, dtype=np.uint8)
        pool = trial.pool
        if zone.outcode is None and (zone.centre is None or zone.miles is None):
            return verdicts
        verdicts[:] = MET
        if zone.outcode is not None:
            verdicts[pool.outcodes.unknown] = UNKNOWN
        if zone.centre is not None and zone.miles is not None:
            miles = trial.miles_to(zone.centre)
            put(verdicts, np.isnan(miles), UNKNOWN)
            put(verdicts, miles <= np.float32(zone.miles), NOT_MET)
        if zone.outcode is not None:
            verdicts[pool.outcodes.having(zone.outcode)] = NOT_MET
        if zone.person:
            verdicts = np.maximum(verdicts, np.uint8(UNKNOWN))
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "There is nothing to keep away from."
        if verdict is Verdict.MET:
            return "The home is outside the areas to avoid."
        if verdict is Verdict.UNKNOWN:
            if any(s.avoid is None for s in trial.case.subjects):
                return f"Not known. {self.child_question}"
            return "Check with the social worker: the record cannot say that it is far enough away."
        return "The home is inside an area that the child must keep away from."


class Distance(Criterion):
    """Straight-line miles, in three bands."""

    near: ClassVar[float]
    far: ClassVar[float]
    to: ClassVar[str]
    help: ClassVar[Support]
    candidate_question = "Where is the home?"

    def _places(self, trial: Trial) -> tuple[GridReference | None, ...] | None:
        """Return where to measure to; None where not known, () where it does not apply."""
        raise NotImplementedError

    @override
    def open_answer(self, trial: Trial) -> tuple[int, str] | None:
        places = self._places(trial)
        if places is not None and None not in places:
            return None
        # A postcode may be on record that was not found: the place is what is missing.
        return super().open_answer(trial) or (0, self.answers[0])

    def _miles(self, trial: Trial, places: tuple[GridReference | None, ...]) -> NDArray[np.float32]:
        far = np.zeros(trial.size, dtype=np.float32)
        for place in dict.fromkeys(places):
            if place is None:
                continue
            np.maximum(far, trial.miles_to(place), out=far)
        return far

    @override
    def judge(self, trial: Trial) -> Verdicts:
        places = self._places(trial)
        if places is None:
            return everywhere(trial.size, UNKNOWN)
        if not places:
            return everywhere(trial.size, NOT_APPLICABLE)
        if not any(places):
            return everywhere(trial.size, UNKNOWN)
        miles = self._miles(trial, places)
        # MET 1, SUPPORT 2, NOT_MET 4: one more beyond `near`, two more beyond `far`.
        verdicts = (miles > np.float32(self.near)).view(np.uint8) + np.uint8(MET)
        verdicts += (miles > np.float32(self.far)).view(np.uint8) * np.uint8(NOT_MET - SUPPORT)
        if None in places:
            put(verdicts, verdicts < UNKNOWN, UNKNOWN)
        put(verdicts, np.isnan(miles), UNKNOWN)
        return verdicts

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return f"Distance to {self.to} does not matter here."
        places = trial.once((self.code, "places"), lambda: self._places(trial))
        facts = trial.facts(index)
        if facts.at is None or trial.pool.form[index] == AGENCY:
            return f"Distance to {self.to} is not known: ask where the home is."
        found = [distance_miles(facts.at, p) for p in places or ()]
        known = [miles for miles in found if miles is not None]
        if not known:
            return f"Distance to {self.to} is not known. {self.child_question}".rstrip()
        words = f"{max(known):.1f} miles from {self.to}"
        if verdict is Verdict.UNKNOWN:
            return f"{words}, as far as known. {self.child_question}".rstrip()
        if verdict is Verdict.MET:
            return f"{words}, within {self.near:g}."
        if verdict is Verdict.SUPPORT:
            return f"{words}, beyond {self.near:g} but within {self.far:g}: help with travel."
        return f"{words}, beyond {self.far:g}."

    @override
    def supports(self, trial: Trial, index: int, verdict: Verdict) -> tuple[Support, ...]:
        return (self.help,) if verdict is Verdict.SUPPORT else ()


class NearHome(Distance):
    """Near home: within five miles, or ten with help."""

    code = "near_home"
    title = "Near home"
    source = "Children Act 1989 s22C(8)(a)"
    near, far, to, help = 5, 10, "home", Support.FAMILY_TRAVEL
    answers = ("home_postcode",)
    child_question = "Where is home?"

    @override
    def _places(self, trial: Trial) -> tuple[GridReference | None, ...] | None:
        return tuple(s.home_at for s in trial.case.subjects)

    @override
    def _miles(self, trial: Trial, places: tuple[GridReference | None, ...]) -> NDArray[np.float32]:
        return trial.home_miles if None not in places else super()._miles(trial, places)


class WithinTwentyMiles(NearHome):
    """Within 20 miles of home, the distance that the national figures count."""

    code = "within_20_miles"
    title = "Within 20 miles of home"
    source = "children-looked-after statistics"
    near, far = 20, 20


class SameSchool(Distance):
    """The child stays at the same school: within five miles, or ten with transport."""

    code = "same_school"
    title = "Stays at the same school"
    source = "Children Act 1989 s22C(8)(b)"
    near, far, to, help = 5, 10, "school", Support.SCHOOL_TRANSPORT
    answers = ("school_postcode",)
    child_question = "Where is the school?"

    @override
    def _places(self, trial: Trial) -> tuple[GridReference | None, ...] | None:
        return tuple(
            s.school_at
            for s in trial.case.subjects
            if s.needs.keep_school is not False
            and not (s.school_at is None and s.age_months is not None and s.age_months < 48)
        )


class FamilyTime(Distance):
    """The places of family time can be reached: within ten miles, or twenty with help."""

    code = "family_time"
    title = "Near family time"
    source = "Children Act 1989 s34"
    near, far, to, help = 10, 20, "family time", Support.FAMILY_TRAVEL
    answers = ("family_time",)
    child_question = "Whom does the child see, and where?"

    @override
    def _places(self, trial: Trial) -> tuple[GridReference | None, ...] | None:
        found: list[GridReference | None] = []
        for subject in trial.case.subjects:
            if subject.family_time_at is None:
                return None
            found += subject.family_time_at
        return tuple(found)


class InsideArea(Criterion):
    """The home is inside the council's area."""

    code = "inside_area"
    title = "Inside the council's area"
    by_verdict = True
    source = "Children Act 1989 s22C(9)"
    candidate_question = "Is the home inside the council's area?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        return trial.pool.in_area

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.MET:
            return "The home is inside the council's area."
        if verdict is Verdict.NOT_MET:
            return "The home is outside the council's area."
        return "It is not known whether the home is inside the council's area."


_OUTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\b", re.IGNORECASE)


class PreferredArea(Criterion):
    """The home is in one of the postcode areas asked for. An area named in words alone is for people to judge."""

    code = "preferred_area"
    by_verdict = True
    title = "In the area asked for"
    source = "Placements Data Standard v2"
    answers = ("preferred_area",)
    child_question = "Which area would be best?"
    candidate_question = "Where is the home?"

    @staticmethod
    def _wanted(trial: Trial) -> list[list[str] | None]:
        """Return for each child the postcode areas named, None where nobody has answered."""
        said = [s.needs.preferred_area for s in trial.case.subjects]
        return [None if words is None else _OUTCODE.findall(words) for words in said]

    @override
    def judge(self, trial: Trial) -> Verdicts:
        worst: Verdicts = everywhere(trial.size, NOT_APPLICABLE)
        for outcodes in self._wanted(trial):
            if outcodes is None:
                worst = np.maximum(worst, np.uint8(UNKNOWN))
            elif outcodes:
                verdicts = np.full(trial.size, NOT_MET, dtype=np.uint8)
                verdicts[trial.pool.outcodes.unknown] = UNKNOWN
                for outcode in outcodes:
                    verdicts[trial.pool.outcodes.having(outcode)] = MET
                worst = np.maximum(worst, verdicts)
        return worst

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        wanted = self._wanted(trial)
        words = ", ".join(dict.fromkeys(o.upper() for found in wanted for o in found or ()))
        if verdict is Verdict.MET:
            return f"The home is in the area asked for ({words})."
        if verdict is Verdict.NOT_MET:
            return f"The home is outside the area asked for ({words})."
        if verdict is Verdict.NOT_APPLICABLE:
            return "No area was asked for by its postcode."
        if None in wanted:
            return f"Not known. {self.child_question}"
        return f"Not known whether the home is in the area asked for ({words})."
