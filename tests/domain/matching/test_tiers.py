"""Tiers open by recorded reasons."""

from __future__ import annotations

from typing import Any

import pytest

from art_desktop.domain.matching.criteria.registry import BY_CODE
from art_desktop.domain.matching.tiers import _REASONS, OptionStanding, proposed_reason, tier_state
from art_desktop.domain.vocabulary import (
    NotUsedReason,
    OptionState,
    RequestKind,
    Tier,
    Urgency,
    Verdict,
)

SEARCHED = (Tier.CONNECTED, Tier.IN_HOUSE)


def option(reference: str = "H-1", tier: Tier = Tier.IN_HOUSE, **more: Any) -> OptionStanding:
    return OptionStanding(**{"reference": reference, "tier": tier, "suitable": True, **more})


def state(tier: Tier, *options: OptionStanding, **more: Any) -> Any:
    plain = {"kind": RequestKind.CHANGE, "searched": SEARCHED}
    return tier_state(tier, options, **{**plain, **more})


@pytest.mark.parametrize("tier", [Tier.CONNECTED, Tier.IN_HOUSE])
def test_the_first_tiers_are_always_open(tier: Tier) -> None:
    assert state(tier, option(), searched=()).open


def test_ifa_waits_for_the_in_house_search() -> None:
    found = state(Tier.IFA, searched=())
    assert not found.open
    assert "In-house" in found.why


def test_ifa_waits_for_each_option_that_could_serve() -> None:
    waiting = option("H-2")
    reasoned = option("H-1", not_used_reason=NotUsedReason.DISTANCE)
    refused = option("H-3", state=OptionState.DECLINED)
    out = option("H-4", suitable=False)
    found = state(Tier.IFA, reasoned, waiting, refused, out)
    assert not found.open
    assert found.missing == ("H-2",)
    assert state(Tier.IFA, reasoned, refused, out).open


def test_a_yes_that_is_not_taken_up_still_needs_its_reason() -> None:
    assert not state(Tier.IFA, option(state=OptionState.OFFERED)).open


def test_urgency_opens_only_with_a_reason() -> None:
    assert not state(Tier.IFA, option(), urgency=Urgency.URGENT, urgent_reason="  ").open
    assert not state(Tier.IFA, option(), urgent_reason="No bed tonight").open
    assert state(Tier.IFA, option(), urgency=Urgency.URGENT, urgent_reason="No bed tonight").open


def test_residential_waits_for_ifa_too() -> None:
    ifa = option("A-1", Tier.IFA)
    assert not state(Tier.RESIDENTIAL).open
    everywhere = (*SEARCHED, Tier.IFA)
    assert not state(Tier.RESIDENTIAL, ifa, searched=everywhere).open
    assert state(Tier.RESIDENTIAL, option(suitable=False), searched=everywhere).open


def test_residential_opens_when_somebody_decided_against_a_family() -> None:
    found = state(Tier.RESIDENTIAL, option(), family_unsuitable_by="Head of Service, 3 Nov 2026")
    assert found.open
    assert "Head of Service" in found.why
    assert not state(Tier.IFA, option(), family_unsuitable_by="Head of Service").open


def test_a_request_for_no_family_goes_straight_to_the_other_settings() -> None:
    assert state(Tier.RESIDENTIAL, kind=RequestKind.SECURE, searched=()).open


@pytest.mark.parametrize(
    ("verdicts", "reason"),
    [
        ({"free_places": Verdict.NOT_MET, "no_conflict": Verdict.NOT_MET}, NotUsedReason.NO_PLACE),
        ({"no_conflict": Verdict.NOT_MET}, NotUsedReason.RISK),
        ({"siblings_together": Verdict.NOT_MET}, NotUsedReason.SIBLINGS),
        ({"no_pets": Verdict.NOT_MET}, NotUsedReason.MAKE_UP),
        ({"skill_autism": Verdict.NOT_MET, "near_home": Verdict.NOT_MET}, NotUsedReason.NEEDS),
        ({"near_home": Verdict.NOT_MET}, NotUsedReason.DISTANCE),
        ({"length": Verdict.NOT_MET}, NotUsedReason.LENGTH),
        ({"language": Verdict.SUPPORT, "faith": Verdict.SUPPORT}, NotUsedReason.CULTURE),
        ({"ethnicity": Verdict.SUPPORT}, NotUsedReason.OTHER),
        ({"near_home": Verdict.UNKNOWN}, NotUsedReason.OTHER),
    ],
)
def test_the_reason_comes_from_the_verdicts(
    verdicts: dict[str, Verdict], reason: NotUsedReason
) -> None:
    assert proposed_reason(verdicts) is reason


def test_a_no_from_the_carers_is_the_reason() -> None:
    found = proposed_reason({"no_conflict": Verdict.NOT_MET}, OptionState.DECLINED)
    assert found is NotUsedReason.DECLINED


def test_the_reasons_name_criteria_that_exist() -> None:
    assert {code for _, codes in _REASONS for code in codes} <= set(BY_CODE)
