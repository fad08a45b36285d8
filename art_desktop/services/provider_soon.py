"""What of the terms of providers runs out soon, for what is coming on Today."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from art_desktop.domain.ports import UnitOfWork
from art_desktop.domain.provider_terms import soon_lapsing, terms_on
from art_desktop.domain.providers import Provider
from art_desktop.domain.read_models import ComingRow
from art_desktop.domain.wording import listed
from art_desktop.services.provider_terms import every_row


def running_out(uow: UnitOfWork, today: date, ahead: timedelta) -> list[ComingRow]:
    """Return each provider of which a check, a place on a lot or its last contract ends within so long, by its days."""
    rows = every_row(uow, today)
    lists = (rows.places, rows.checks, rows.contracts)
    keys = sorted({one.provider_id for part in lists for one in part})
    soon = {
        key: found
        for key, terms in terms_on(keys, rows, today).items()
        if (found := soon_lapsing(terms, ahead.days))
    }
    names = uow.by_ids(Provider, list(soon))
    coming = []
    for key, found in soon.items():
        for on, ending in groupby(found, key=lambda pair: pair[0]):
            first, *others = (words for _, words in ending)
            what = listed([first, *(words[:1].lower() + words[1:] for words in others)])
            verb = "end" if others else "ends"
            words = f"{names[key].name}: {what} {verb}"
            coming.append(ComingRow(on, words, "provider", "provider", key))
    return coming
