"""What the record already holds is proposed for a form, and what only the record can tell of its answers.

One line for each form. A proposal is shown and marked; only the person who fills the form in saves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from art_desktop.domain.paper_forms import Answers, FormProblem, FormSubject
from art_desktop.domain.paper_words import FormCode
from art_desktop.domain.ports import UnitOfWork

Prefill = Callable[[UnitOfWork, FormSubject, date], Answers]
Check = Callable[[UnitOfWork, FormSubject, Answers], tuple[FormProblem, ...]]


def prefills() -> Mapping[FormCode, Prefill]:
    """Return what proposes the answers of each form, as of a day; a form not named starts empty."""
    from art_desktop.services import (
        paper_agreement,
        paper_children,
        paper_health,
        paper_minutes,
        placement_prefill,
    )

    return MappingProxyType(
        {
            FormCode.AGREEMENT: paper_agreement.propose,
            FormCode.PLACEMENT_PLAN: placement_prefill.placement_plan,
            FormCode.DELEGATED_AUTHORITY: placement_prefill.delegated,
            FormCode.CONTACTS: placement_prefill.contacts,
            FormCode.RISK_PLAN: placement_prefill.risk_plan,
            FormCode.CHILD_PAGE: paper_children.propose_page,
            FormCode.HOUSEHOLD_PROFILE: paper_children.propose_profile,
            FormCode.HEALTH: paper_health.health,
            FormCode.MINUTES: paper_minutes.propose,
        }
    )


def checks() -> Mapping[FormCode, Check]:
    """Return what checks a form's answers against the record, beside the form's own `check`."""
    from art_desktop.services import paper_children, paper_minutes

    return MappingProxyType(
        {
            FormCode.MINUTES: paper_minutes.naming_problems,
            FormCode.HOUSEHOLD_PROFILE: paper_children.household_check,
        }
    )
