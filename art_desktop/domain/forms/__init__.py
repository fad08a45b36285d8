"""Every form that can be filled in, one module each."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from art_desktop.domain.errors import RuleBroken
from art_desktop.domain.forms import (
    agreement,
    child_page,
    contacts,
    delegated_authority,
    health,
    household_profile,
    minutes,
    placement_plan,
    risk_plan,
)
from art_desktop.domain.paper_forms import FormSpec
from art_desktop.domain.paper_words import FormCode

_ALL: Final[tuple[FormSpec, ...]] = (
    placement_plan.SPEC,
    delegated_authority.SPEC,
    contacts.SPEC,
    risk_plan.SPEC,
    child_page.SPEC,
    health.SPEC,
    household_profile.SPEC,
    agreement.SPEC,
    minutes.SPEC,
)

SPECS: Final = MappingProxyType({spec.code: spec for spec in _ALL})


def spec_of(code: FormCode) -> FormSpec:
    """Return a form. Raises: RuleBroken: there is none of that code."""
    spec = SPECS.get(code)
    if spec is None:
        raise RuleBroken(
            "The form was not opened.",
            f"This version of the application has no form “{code.words}”.",
            "Ask the administrator whether a newer version is installed elsewhere.",
            rule="no_form",
        )
    return spec
