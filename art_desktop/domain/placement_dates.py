"""The days that the law sets for a child's plan, visits and reviews.

Source: the Care Planning, Placement and Case Review (England) Regulations 2010: reg. 9 (placement plan), reg. 28
(visits), reg. 33 (reviews).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from art_desktop.domain.deadlines import add_working_days


def plan_due_by(starts_on: date) -> date:
    """Return the last day for the placement plan: it is made before the start, or within 5 working days of it."""
    return add_working_days(starts_on, 5)


def first_visit_by(starts_on: date) -> date:
    """Return the last day of the week in which the child is first visited in the home."""
    return starts_on + timedelta(days=7)


def first_review_by(looked_after_since: date) -> date:
    """Return the last day for the first review: 20 working days from the day on which the child came into care."""
    return add_working_days(looked_after_since, 20)


def second_review_by(first_on: date) -> date:
    """Return the last day for the second review, three months after the first; later ones are six months apart."""
    return months_after(first_on, 3)


def months_after(on: date, months: int) -> date:
    """Return the same day some months on, or the last of that month where it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
