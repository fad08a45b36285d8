"""Counts why in-house households were not used, from what was recorded and from what searches excluded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from art_desktop.domain.clock import local_day
from art_desktop.domain.errors import FieldProblem, InvalidAnswers
from art_desktop.domain.households import Household
from art_desktop.domain.permissions import Actor, Permission
from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.providers import Home, Provider
from art_desktop.domain.reasons_views import ReasonLine, ReasonRecord, ReasonsView
from art_desktop.domain.requests import Approach, Option, Request, Search
from art_desktop.domain.vocabulary import Answer, NotUsedReason, OptionState, Tier
from art_desktop.services.base import BaseService, permitted

_REASON_OF = {Answer.NO: NotUsedReason.DECLINED, Answer.NO_ANSWER: NotUsedReason.NO_ANSWER}


class ReasonsService(BaseService):
    """What is counted for recruitment and for the dashboard."""

    @permitted(Permission.SEE_NEEDS)
    def counted(self, actor: Actor, start: date, end: date) -> ReasonsView:
        """Return why in-house households were not used from `start` to `end`, both included.

        A reason counts on the day of the search in which its option stands; an approach that came to nothing counts on
        the day of its answer. Raises: InvalidAnswers: the range ends before it begins.
        """
        if end < start:
            raise InvalidAnswers(
                "The reasons were not counted.",
                (FieldProblem("end", "The last day is before the first."),),
            )
        with self._store.reading(actor) as uow:
            requests: dict[int, Request] = {
                one.id: one for one in uow.all(Request) if one.id is not None
            }
            searches: dict[int, Search] = {
                run.id: run
                for run in uow.all(Search)
                if run.id is not None and run.request_id in requests
            }
            within = [run for run in searches.values() if start <= local_day(run.ran_at) <= end]
            last: dict[int, Search] = {}
            for run in sorted(within, key=lambda run: run.id or 0):
                last[run.request_id] = run
            references: dict[int, str] = {
                one.id: one.reference for one in uow.all(Household) if one.id is not None
            }
            counting = _Counting(requests, references, start, end)
            return ReasonsView(
                start=start,
                end=end,
                searched=len(last),
                not_used=counting.not_used(uow, searches),
                excluded=counting.excluded(last.values()),
                answers=counting.answers(uow),
            )


class _Counting:
    """One count: what it looks things up in."""

    def __init__(
        self,
        requests: Mapping[int, Request],
        references: Mapping[int, str],
        start: date,
        end: date,
    ) -> None:
        self._requests, self._references = requests, references
        self._start, self._end = start, end

    def not_used(self, uow: UnitOfWork, searches: Mapping[int, Search]) -> tuple[ReasonLine, ...]:
        """Return the reasons recorded for in-house options, and the approaches that came to nothing."""
        options: dict[int, Option] = {
            one.id: one
            for one in uow.all(Option, tier=Tier.IN_HOUSE)
            if one.id is not None and one.household_id is not None
        }
        # By option: one that was asked twice in vain is one household that was not used.
        days: dict[NotUsedReason, dict[int, date]] = defaultdict(dict)
        for key, option in options.items():
            run = searches.get(option.search_id)
            if option.state is OptionState.NOT_USED and option.not_used_reason and run is not None:
                days[option.not_used_reason][key] = option.not_used_on or local_day(run.ran_at)
        for approach in uow.all(Approach):
            asked, plain = options.get(approach.option_id), _REASON_OF.get(approach.answer)
            if asked is None or plain is None or approach.answered_at is None:
                continue
            # Whoever said no may have given another reason than that.
            given = asked.not_used_reason if asked.state is OptionState.DECLINED else None
            days[given or plain][approach.option_id] = local_day(approach.answered_at)
        return _lines(
            (
                reason.value,
                reason.words,
                [self._record(options[key], day) for key, day in found.items() if self._holds(day)],
            )
            for reason, found in days.items()
        )

    def answers(self, uow: UnitOfWork) -> tuple[ReasonLine, ...]:
        """Return what providers answered to the referrals that they got: offers, each reason of a no, silence."""
        asked = [one for one in uow.all(Approach) if one.release_id and one.answered_at is not None]
        options = uow.by_ids(Option, [one.option_id for one in asked])
        homes = uow.by_ids(Home, [one.home_id for one in options.values() if one.home_id])
        providers = uow.by_ids(Provider, [_provider(one, homes) for one in options.values()])
        found: dict[tuple[str, str], list[ReasonRecord]] = defaultdict(list)
        for one in asked:
            assert one.answered_at is not None
            day = local_day(one.answered_at)
            if not self._holds(day):
                continue
            provider = providers[_provider(options[one.option_id], homes)].reference
            request = self._requests[one.request_id]
            record = ReasonRecord(one.request_id, request.reference, provider, day)
            found[_said(one)].append(record)
        return _lines((code, words, records) for (code, words), records in found.items())

    def _holds(self, day: date) -> bool:
        return self._start <= day <= self._end

    def _record(self, option: Option, day: date) -> ReasonRecord:
        household = self._references.get(option.household_id or 0, "")
        request = self._requests[option.request_id]
        return ReasonRecord(option.request_id, request.reference, household, day)

    def excluded(self, searches: Iterable[Search]) -> tuple[ReasonLine, ...]:
        """Return which hard rules excluded in-house households, from the stored searches: they are never rewritten."""
        from art_desktop.domain.matching.criteria.registry import BY_CODE  # keeps start-up light
        from art_desktop.domain.matching.record import read_record

        found: dict[str, list[ReasonRecord]] = defaultdict(list)
        for run in searches:
            day, request = local_day(run.ran_at), self._requests[run.request_id]
            for line in read_record(run.record)["results"]["not_suitable"]:
                if line["tier"] != Tier.IN_HOUSE.value:
                    continue
                record = ReasonRecord(run.request_id, request.reference, line["reference"], day)
                for code in line["excluded_by"]:
                    found[code].append(record)
        titles = {code: BY_CODE[code].title if code in BY_CODE else code for code in found}
        return _lines((code, titles[code], records) for code, records in found.items())


def _provider(option: Option, homes: Mapping[int, Home]) -> int:
    """Return the id of the provider that was sent the referral about an option: an agency, or a home's."""
    if option.home_id is not None:
        return homes[option.home_id].provider_id
    assert option.provider_id is not None
    return option.provider_id


def _said(approach: Approach) -> tuple[str, str]:
    """Return the code and the words of what a provider answered."""
    if approach.answer is Answer.YES:
        return "offer", "Offered a home"
    if approach.decline_reason is not None:
        return approach.decline_reason.value, approach.decline_reason.words
    return approach.answer.value, approach.answer.words


def _lines(found: Iterable[tuple[str, str, list[ReasonRecord]]]) -> tuple[ReasonLine, ...]:
    """Return figures, the most frequent first; the records behind each, the latest first."""
    lines = [
        ReasonLine(
            code,
            words,
            tuple(
                sorted(records, key=lambda one: (-one.day.toordinal(), one.request, one.household))
            ),
        )
        for code, words, records in found
        if records
    ]
    return tuple(sorted(lines, key=lambda line: (-line.count, line.words)))
