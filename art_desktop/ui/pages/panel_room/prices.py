"""The words of an assessment or of support in the panel view: what is wanted, and each price that was asked for."""

from __future__ import annotations

from art_desktop.domain.panel_views import CaseQuote, CaseResource
from art_desktop.domain.wording import money_words, short_day_words


def quote_head(quote: CaseQuote) -> str:
    """Return "Dr Marsh · £3,800.00", or what became of it where no price was given."""
    whole = quote.state if quote.whole_pence is None else money_words(quote.whole_pence)
    return f"{quote.who} · {whole}"


def quote_more(quote: CaseQuote) -> str:
    """Return how the price comes about, from when, by when, whether that is late, and what it includes."""
    price = "" if quote.price.endswith("in all") else quote.price
    starts = quote.can_start_on
    ready = quote.ready_on
    parts = (
        price,
        f"could start {short_day_words(starts)}" if starts is not None else "",
        f"ready {short_day_words(ready)}" if ready is not None else "",
        quote.late,
        f"includes {quote.includes}" if quote.includes else "",
    )
    return " · ".join(part for part in parts if part)


def resource_words(resource: CaseResource) -> list[str]:
    """Return all of it in sentences, as a screen reader says it."""
    lines = [resource.title, *(f"{line.title}: {line.words}" for line in resource.lines)]
    lines += [f"{quote_head(one)} {quote_more(one)}".strip() for one in resource.quotes]
    return [*lines, *(f"Ordered before: {words}" for words in resource.ordered)]
