"""Whether the terms of approval cover this kind of placement, these ages, this sex, so many children."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from typing_extensions import override

from art_desktop.domain.matching.criteria.base import HardRule, children_word, years
from art_desktop.domain.matching.facts import HomeFacts, HouseholdFacts, Subject
from art_desktop.domain.matching.policy import USUAL_PLACES
from art_desktop.domain.matching.pool import AGENCY, HOME, KINDS, SETTINGS, SEXES_APPROVED
from art_desktop.domain.matching.trial import Counts, Trial, any_of, kinds_wanted
from art_desktop.domain.matching.verdicts import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    Mask,
    Verdicts,
    either,
    everywhere,
    met_where,
    put,
)
from art_desktop.domain.permissions import Role
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    ProviderKind,
    RequestKind,
    SexApproved,
    Verdict,
)

_FOSTERING = frozenset(
    {
        RequestKind.FIRST_TIME,
        RequestKind.CHANGE,
        RequestKind.SHORT_BREAK,
        RequestKind.PARENT_CHILD,
        RequestKind.REMAND,
        RequestKind.SECURE_STEP_DOWN,
        RequestKind.STAYING_PUT,
        RequestKind.PERMANENT,
        RequestKind.FOSTER_TO_ADOPT,
    }
)
_RESIDENTIAL = frozenset(
    {
        RequestKind.FIRST_TIME,
        RequestKind.CHANGE,
        RequestKind.SHORT_BREAK,
        RequestKind.REMAND,
        RequestKind.SECURE_STEP_DOWN,
    }
)
SETTING_SERVES = {
    ProviderKind.IFA: _FOSTERING,
    ProviderKind.CHILDRENS_HOME: _RESIDENTIAL,
    ProviderKind.SPECIAL_SCHOOL: frozenset({RequestKind.FIRST_TIME, RequestKind.CHANGE}),
    ProviderKind.SECURE: frozenset({RequestKind.SECURE, RequestKind.REMAND}),
    ProviderKind.SUPPORTED: frozenset(
        {RequestKind.SUPPORTED, RequestKind.FIRST_TIME, RequestKind.CHANGE, RequestKind.NRPF}
    ),
    ProviderKind.ADOPTION: frozenset({RequestKind.FOSTER_TO_ADOPT}),
    ProviderKind.FAMILY_CENTRE: frozenset({RequestKind.PARENT_CHILD}),
    ProviderKind.OTHER: frozenset({RequestKind.NRPF, RequestKind.SUPPORTED}),
}
"""Which requests each kind of outside setting may serve."""


def _terms_for(trial: Trial, subject: Subject, *, ages: bool, sex: bool) -> tuple[Mask, Mask]:
    """Return which terms cover a child, and which may once what is open is known; by slots."""
    terms = trial.pool.terms
    sure = may = trial.for_child(int(subject.child_id))
    if ages and subject.age_months is not None:
        age = np.uint8(min(subject.age_months // 12, 250))
        sure = may = sure & (terms.age_from <= age) & (age <= terms.age_to)
    elif ages:
        sure = sure & (terms.age_from == 0) & (terms.age_to >= 17)
    if sex and subject.needs.sex is not None:
        wanted = SEXES_APPROVED.index(SexApproved(subject.needs.sex.value))
        takes = (terms.sex == wanted) | (terms.sex == _ANY_SEX)
        both = sure & takes
        sure, may = both, both if may is sure else may & takes
    elif sex:
        sure = sure & (terms.sex == _ANY_SEX)
    return sure, may


_ANY_SEX = SEXES_APPROVED.index(SexApproved.ANY)


def _covered(trial: Trial, *, ages: bool, sex: bool) -> Verdicts:
    """Return whether the terms cover every child, among the terms of the right kind.

    A household with none of the right kind is judged by all its terms, so that every rule that
    excludes is named.
    """
    worst = np.zeros(trial.size, dtype=np.uint8)
    for subject in trial.case.subjects:
        sure, may = _terms_for(trial, subject, ages=ages, sex=sex)
        does = any_of(sure & trial.best_terms)
        might = does if may is sure else any_of(may & trial.best_terms)
        # NOT_MET 4; one less where it may be, two less again where it is sure.
        verdicts = np.uint8(NOT_MET) - might.view(np.uint8)
        verdicts -= does.view(np.uint8) * np.uint8(UNKNOWN - MET)
        np.maximum(worst, verdicts, out=worst)
    return worst


class ApprovedKind(HardRule):
    """The household or setting is approved or registered for this kind of placement."""

    code = "approved_kind"
    title = "Approved for this kind of placement"
    overridable_by = Role.MANAGER
    answers = ("plan",)
    child_question = "What is the plan: short-term or long-term?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        verdicts = met_where(trial.has_kind)
        if self._plan_open(trial):
            terms = trial.pool.terms
            long = terms.open & (terms.kind == KINDS.index(ApprovalKind.LONG_TERM))
            put(verdicts, any_of(long) & ~trial.has_kind, UNKNOWN)
        others = trial.outside
        if others.size:
            serves = np.array([trial.case.kind in SETTING_SERVES[k] for k in SETTINGS], np.bool_)
            verdicts[others] = met_where(serves[trial.pool.setting[others]])
        return verdicts

    def _plan_open(self, trial: Trial) -> bool:
        return (
            trial.case.subjects[0].needs.plan is None
            and ApprovalKind.SHORT_TERM in trial.kinds
            and ApprovalKind.LONG_TERM not in trial.kinds
        )

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.facts(index)
        return facts.kind if isinstance(facts, HomeFacts) else tuple(t.kind for t in facts.terms)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.facts(index)
        asked = trial.case.kind.words.lower()
        if isinstance(facts, HomeFacts):
            word = "may" if verdict is Verdict.MET else "does not"
            return f"{facts.kind.words}: {word} serve this kind of request ({asked})."
        has = ", ".join(dict.fromkeys(t.kind.words.lower() for t in facts.terms)) or "nothing"
        if verdict is Verdict.MET:
            return f"Approved for {has}, which covers this placement."
        wanted = " or ".join(k.words.lower() for k in kinds_wanted(trial.case)) or asked
        if verdict is Verdict.UNKNOWN:
            return f"Approved for {has}; whether that will do depends on the plan, not yet known."
        return f"Approved for {has}; this placement needs {wanted}."


class ApprovedAge(HardRule):
    """Every child is inside the ages approved. The last day of the upper age is inside."""

    code = "approved_age"
    title = "Approved for the age"
    reads_age = True
    overridable_by = Role.MANAGER
    child_question = "How old is the child?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        verdicts = _covered(trial, ages=True, sex=False)
        others = trial.outside
        if others.size:
            verdicts[others] = self._of_homes(trial)[others]
        return verdicts

    @staticmethod
    def _of_homes(trial: Trial) -> Verdicts:
        youngest, oldest = trial.pool.home_age_from, trial.pool.home_age_to
        inside = np.ones(trial.size, dtype=np.bool_)
        open_ = (youngest < 0) | (oldest < 0)
        for subject in trial.case.subjects:
            if subject.age_months is None:
                return everywhere(trial.size, UNKNOWN)
            age = subject.age_months // 12
            inside &= (youngest <= age) & (age <= oldest)
        verdicts = met_where(inside)
        put(verdicts, open_, UNKNOWN)
        return verdicts

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.facts(index)
        if isinstance(facts, HomeFacts):
            return facts.age_from, facts.age_to
        return tuple((t.age_from, t.age_to) for t in facts.terms)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        ages = " and ".join(years(s.age_months) for s in trial.case.subjects)
        covers = _ages_covered(trial.facts(index))
        if verdict is Verdict.UNKNOWN:
            return f"Not known: {covers}; age of {children_word(trial)}: {ages}."
        word = "covers" if verdict is Verdict.MET else "does not cover"
        return f"The approval is for {covers}, which {word} age {ages}."


class ApprovedSex(HardRule):
    """Every child is of a sex the approval covers, in the same term as the age."""

    code = "approved_sex"
    title = "Approved for boys or girls"
    overridable_by = Role.MANAGER
    answers = ("sex",)
    child_question = "Is the child a girl or a boy?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        # Judged by the terms that cover the age; where none does, by all, so as to name this rule too.
        alone = _covered(trial, ages=False, sex=True)
        verdicts = alone
        if (alone != MET).any() or self._terms_differ(trial):
            by_age = _covered(trial, ages=True, sex=False)
            both = _covered(trial, ages=True, sex=True)
            verdicts = either(by_age == NOT_MET, alone, both)
            put(verdicts, (verdicts == UNKNOWN) & (alone == MET), MET)
        others = trial.outside
        if others.size:
            verdicts[others] = self._of_homes(trial)[others]
        return verdicts

    @staticmethod
    def _terms_differ(trial: Trial) -> bool:
        terms = trial.pool.terms
        return bool(terms.named) or bool((terms.open & (terms.sex != _ANY_SEX)).any())

    @staticmethod
    def _of_homes(trial: Trial) -> Verdicts:
        takes = trial.pool.home_sex
        worst = np.zeros(trial.size, dtype=np.uint8)
        for subject in trial.case.subjects:
            if subject.needs.sex is None:
                verdicts = np.full(trial.size, UNKNOWN, dtype=np.uint8)
            else:
                wanted = SEXES_APPROVED.index(SexApproved(subject.needs.sex.value))
                verdicts = met_where(takes == wanted)
            put(verdicts, takes == SEXES_APPROVED.index(SexApproved.ANY), MET)
            put(verdicts, takes == 255, UNKNOWN)
            np.maximum(worst, verdicts, out=worst)
        return worst

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.facts(index)
        return facts.sex if isinstance(facts, HomeFacts) else tuple(t.sex for t in facts.terms)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.facts(index)
        if isinstance(facts, HouseholdFacts):
            sexes = list(dict.fromkeys(t.sex.words.lower() for t in facts.terms))
        else:
            sexes = [facts.sex.words.lower()] if facts.sex else []
        takes = " or ".join(sexes) or "not recorded"
        if verdict is Verdict.MET:
            return f"The approval covers {children_word(trial)} (approved for: {takes})."
        if verdict is Verdict.UNKNOWN:
            return f"Not known whether the approval covers {children_word(trial)}: {takes}."
        return f"The approval does not cover {children_word(trial)} (approved for: {takes})."


class FreePlaces(HardRule):
    """There are free places on the day for all who must stay together.

    Approved places less the children placed there less places kept back (product.md §2, Vacancy).
    """

    code = "free_places"
    title = "A free place on the day"
    overridable_by = Role.MANAGER
    candidate_question = "How many places are free on the day?"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        need = trial.case.must_fit
        verdicts = met_where(trial.free >= need)
        short = ~self._terms_suffice(trial)
        put(verdicts, short, NOT_MET)
        pool = trial.pool
        others = trial.outside
        if others.size:
            free, places = pool.home_free[others], pool.home_places[others]
            settled = met_where(free >= need)
            put(settled, free < 0, UNKNOWN)
            put(settled, (free < 0) & (places >= 0) & (places < need), NOT_MET)
            verdicts[others] = settled
        return verdicts

    def _terms_suffice(self, trial: Trial) -> Mask:
        """Return where each group of the children finds terms with places enough for the group."""
        subjects = trial.case.subjects
        enough = np.ones(trial.size, dtype=np.bool_)
        if len(subjects) == 1 or trial.case.must_fit == 1:
            return enough
        terms = trial.pool.terms
        fits = [_terms_for(trial, s, ages=True, sex=True)[1] & trial.of_kind for s in subjects]
        # A larger group than six is judged as a whole and child by child.
        groups: list[tuple[int, ...]] = [(i,) for i in range(len(subjects))]
        groups.append(tuple(range(len(subjects))))
        if len(subjects) <= 6:
            groups = [
                tuple(i for i in range(len(subjects)) if bits >> i & 1)
                for bits in range(1, 1 << len(subjects))
            ]
        for group in groups:
            fit = np.logical_or.reduce([fits[i] for i in group])
            places = np.add.reduce(terms.places * fit, axis=0, dtype=np.int16)
            # No term at all is for the rules of age and sex to say.
            enough &= (places >= len(group)) | ~any_of(fit)
        return enough

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        facts = trial.facts(index)
        if isinstance(facts, HomeFacts):
            return facts.free_places
        columns = trial.approved, trial.free, trial.fostered, trial.kept_back
        return tuple(int(column[index]) for column in columns)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        facts = trial.facts(index)
        need = trial.case.must_fit
        if isinstance(facts, HomeFacts):
            if facts.free_places is None:
                return "Not known: ask the provider for places free on the day."
            return f"The provider said that {_places(facts.free_places)} free; {need} needed."
        approved, free = int(trial.approved[index]), max(int(trial.free[index]), 0)
        there = int(trial.fostered[index])
        kept = int(trial.kept_back[index])
        words = f"{_places(approved)} approved for this kind, {_children(there)} placed there"
        if kept:
            words += f", {kept} kept back"
        if verdict is Verdict.MET:
            return f"{free} free on the day ({words}); {need} needed."
        if free >= need:
            return f"{free} free on the day, but not for these ages and sexes together ({words})."
        return f"{'No place' if free == 0 else free} free on the day ({words}); {need} needed."


class UsualLimit(HardRule):
    """Three foster children at most, except where all are siblings or an exemption names the child and allows more."""

    code = "usual_limit"
    title = "Usual fostering limit"
    source = "Children Act 1989 Sch 7"
    overridable_by = Role.MANAGER

    @override
    def judge(self, trial: Trial) -> Verdicts:
        if trial.case.kind in {
            RequestKind.LODGINGS,
            RequestKind.STAYING_PUT,
            RequestKind.SUPPORTED,
            RequestKind.NRPF,
        }:
            return everywhere(trial.size, NOT_APPLICABLE)
        limit = int(trial.policy.number(USUAL_PLACES))
        total = trial.fostered + trial.case.must_fit
        within = (total <= limit) | (trial.pool.exempt_places >= total)
        within |= self._exempt(trial, total)
        if self._one_family(trial):
            within |= ~trial.has_other_family
        verdicts = met_where(within)
        others = trial.outside
        if others.size:
            agency = trial.pool.form[others] == AGENCY
            verdicts[others] = either(agency, UNKNOWN, NOT_APPLICABLE)
        return verdicts

    @staticmethod
    def _exempt(trial: Trial, total: Counts) -> Mask:
        """Return where exemptions cover every child of the case by name, each for so many in all."""
        if not all(trial.pool.exempt_for.found(child) for child in trial.child_ids):
            return np.zeros(trial.size, dtype=np.bool_)
        covered = np.ones(trial.size, dtype=np.bool_)
        for child in trial.child_ids:
            mine = np.zeros(trial.size, dtype=np.bool_)
            for places, index in trial.pool.exempt_for.found(child):
                mine[index] |= places >= int(total[index])
            covered &= mine
        return covered

    @staticmethod
    def _one_family(trial: Trial) -> bool:
        families = {s.family_id for s in trial.case.subjects}
        return len(trial.case.subjects) == 1 or (len(families) == 1 and None not in families)

    @override
    def reads(self, trial: Trial, index: int) -> Hashable | None:
        return int(trial.fostered[index])

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.UNKNOWN:
            return "Not known: ask the agency who lives in the household it offers."
        if verdict is Verdict.NOT_APPLICABLE:
            return "The limit is for foster homes and does not apply here."
        limit = int(trial.policy.number(USUAL_PLACES))
        total = int(trial.fostered[index]) + trial.case.must_fit
        if verdict is Verdict.NOT_MET:
            return (
                f"This would make {total} foster children of more than one family; the usual limit "
                f"is {limit}, and no exemption covers it."
            )
        if total <= limit:
            return (
                f"This would make {_children(total)} fostered there, inside the limit of {limit}."
            )
        return f"This would make {total}, above {limit}, but all are siblings or it is exempted."


class SupportedAge(HardRule):
    """Nobody under 16 lives in supported or semi-independent accommodation. The law has no exception."""

    code = "supported_age"
    title = "16 or over for supported accommodation"
    by_verdict = True
    child_question = "How old is the child?"
    reads_age = True
    source = "Care Planning Regulations 2010, as amended 2021"

    @override
    def judge(self, trial: Trial) -> Verdicts:
        ages = [s.age_months for s in trial.case.subjects]
        if any(age is not None and age < 16 * 12 for age in ages):
            verdict = NOT_MET
        else:
            verdict = UNKNOWN if None in ages else MET
        setting = trial.pool.setting == SETTINGS.index(ProviderKind.SUPPORTED)
        mask = setting & (trial.pool.form == HOME)
        if not mask.any():
            return everywhere(trial.size, NOT_APPLICABLE)
        return either(mask, verdict, NOT_APPLICABLE)

    @override
    def explain(self, trial: Trial, index: int, verdict: Verdict) -> str:
        if verdict is Verdict.NOT_APPLICABLE:
            return "This is no supported accommodation."
        if verdict is Verdict.NOT_MET:
            return "A child under 16 may never live in supported accommodation."
        if verdict is Verdict.UNKNOWN:
            return "The age is not known; only from 16 may a child live here."
        return "Aged 16 or over, as supported accommodation asks."


def _ages_covered(facts: HouseholdFacts | HomeFacts) -> str:
    if isinstance(facts, HomeFacts):
        if facts.age_from is None or facts.age_to is None:
            return "ages not recorded"
        return f"ages {facts.age_from} to {facts.age_to}"
    ranges = list(dict.fromkeys((t.age_from, t.age_to) for t in facts.terms))
    return "ages " + ", ".join(f"{low} to {high}" for low, high in ranges) if ranges else "nobody"


def _places(count: int) -> str:
    return "1 place is" if count == 1 else f"{count} places are"


def _children(count: int) -> str:
    return "1 child" if count == 1 else f"{count} children"
