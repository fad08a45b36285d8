"""The tab Approaches as its services would give it: nobody asked, a lot in answer, forty providers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from art_desktop.domain.approaching_views import (
    AgencyHousehold,
    ApproachesView,
    ApproachLine,
    AskLine,
    ChaserLine,
    DraftedEmail,
    LotLine,
    OfferLine,
    OptionChoice,
    PaperState,
    ProviderChoice,
    ReleaseLine,
    SentLine,
)
from art_desktop.domain.ids import (
    ApproachId,
    DocumentId,
    HouseholdId,
    LotId,
    OfferId,
    OptionId,
    Pence,
    ProviderId,
    ReleaseId,
    RequestId,
)
from art_desktop.domain.read_models import ApproachView, RequestPage
from art_desktop.domain.vocabulary import Answer, ApproachMeans, OptionState, Tier
from tests.ui.request_samples import NOW

AGENCIES = (
    "Willowbank Fostering",
    "Fenland Family Placement",
    "Brightwater Foster Care and Family Support Services (East of England)",
    "Larch House",
    "Nene Valley Fostering",
)
HASH = "4f1c9a7b20d3e8c6" + "0" * 48


def in_house(one: ApproachView) -> ApproachLine:
    """Return an approach of the request's page as the tab has it."""
    return ApproachLine(
        id=one.id,
        option_id=one.option_id,
        title=one.title,
        tier=Tier.IN_HOUSE,
        provider_id=None,
        provider="",
        agency=False,
        means=one.means,
        spoken_to=one.spoken_to,
        asked_at=one.asked_at,
        asked_by=one.asked_by,
        answer=one.answer,
        answered_at=one.answered_at,
        note=one.note,
        can_start_on=one.can_start_on,
        conditions=one.conditions,
        decline_words="",
        release_id=None,
        release_number=None,
        sent_to="",
        drafted_at=None,
        due_at=None,
        chasers=(),
        offers=1 if one.answer is Answer.YES else 0,
        version=one.version,
    )


def outside(number: int = 1, **changed: Any) -> ApproachLine:
    """Return an agency that waits for an answer, with some hours left."""
    name = AGENCIES[(number - 1) % len(AGENCIES)]
    made = ApproachLine(
        id=ApproachId(100 + number),
        option_id=OptionId(200 + number),
        title=name,
        tier=Tier.IFA,
        provider_id=ProviderId(number),
        provider=name,
        agency=True,
        means=ApproachMeans.REFERRAL,
        spoken_to="",
        asked_at=NOW - timedelta(hours=9),
        asked_by="Ann Officer",
        answer=Answer.WAITING,
        answered_at=None,
        note="",
        can_start_on=None,
        conditions="",
        decline_words="",
        release_id=ReleaseId(1),
        release_number=2,
        sent_to=f"placements{number}@agency.example",
        drafted_at=NOW - timedelta(hours=9),
        due_at=NOW + timedelta(hours=3, minutes=20),
        chasers=(),
        offers=0,
        version=1,
    )
    return replace(made, **changed)


def offer(number: int = 1, **changed: Any) -> OfferLine:
    """Return an offer that stands."""
    made = OfferLine(
        id=OfferId(number),
        approach_id=ApproachId(100 + number),
        option_id=OptionId(300 + number),
        title=f"Family {11 + number}",
        provider=AGENCIES[number % len(AGENCIES)],
        tier=Tier.IFA,
        state=OptionState.OFFERED,
        can_start_on=date(2026, 11, 25 + number),
        weekly_price_pence=Pence(178_000 + number * 9_050),
        education_pence=None,
        holds_until=date(2026, 11, 27),
        includes="Two hours of therapeutic support a week, transport to school, respite of 14 nights",
        conditions="",
        received_at=NOW - timedelta(hours=1),
        withdrawn_at=None,
        withdrawn_reason="",
        grade="Good",
        distance_miles=4.3,
        suitable=True,
        excluded_by="",
        rank=number,
        low=70,
        high=84,
    )
    return replace(made, **changed)


PAPER = PaperState(
    document_id=DocumentId(2),
    number=2,
    made_by="Ann Officer",
    made_at=NOW - timedelta(hours=10),
    sha256=HASH,
    stale="",
    mine=True,
)
ASKED = AskLine(
    id=1,
    document_id=DocumentId(2),
    number=2,
    lot_id=LotId(1),
    lot="Fostering framework: families near home",
    asked_by="Ann Officer",
    asked_at=NOW - timedelta(minutes=25),
    note="The mother's partner is named nowhere; please look at page two.",
)
LOTS = (
    LotLine(LotId(1), "Fostering framework: families near home", 12),
    LotLine(LotId(2), "Children's homes framework: two beds and fewer", 31),
)


def release(sent: int = 5, **changed: Any) -> ReleaseLine:
    """Return a release that some providers got."""
    made = ReleaseLine(
        id=ReleaseId(1),
        document_id=DocumentId(2),
        number=2,
        sha256=HASH,
        lot_id=LotId(1),
        lot="Fostering framework: families near home",
        author="Ann Officer",
        released_by="Mo Manager",
        released_at=NOW - timedelta(hours=9, minutes=20),
        due_at=NOW + timedelta(hours=3, minutes=20),
        alone_reason="",
        sent=tuple(
            SentLine(
                AGENCIES[n % len(AGENCIES)],
                f"placements{n + 1}@agency.example" if n % 4 != 3 else "",
                NOW - timedelta(hours=9),
                ("Rowan House", "Ash Lodge") if n % 4 == 3 else (),
            )
            for n in range(sent)
        ),
        usable=True,
    )
    return replace(made, **changed)


def view(**changed: Any) -> ApproachesView:
    """Return the tab of a request on which nobody has been asked."""
    made = ApproachesView(
        request_id=RequestId(143),
        reference="R-2026-0143",
        approaches=(),
        offers=(),
        releases=(),
        asks=(),
        paper=None,
        lots=LOTS,
        gate="",
        usual_due_at=NOW + timedelta(hours=4),
        may_release=False,
        may_release_alone=False,
        office_hours="08:30 to 17:30 on working days",
    )
    return replace(made, **changed)


def approaches_of(page: RequestPage) -> ApproachesView:
    """Return the tab of a request whose own households were asked."""
    return view(
        approaches=tuple(in_house(one) for one in page.approaches),
        open=page.stage.is_open,
        gate="" if page.authorised else "Needs an authorisation.",
    )


def busy(households: tuple[ApproachView, ...] = ()) -> ApproachesView:
    """Return a lot in answer: one late, one waiting, a decline, two offers, one taken back, one in-house yes."""
    reminded = (
        ChaserLine(NOW - timedelta(hours=2), "Ann Officer", "Reminded by telephone"),
        ChaserLine(NOW - timedelta(minutes=50), "Ann Officer", "E-mail draft saved"),
    )
    lines = (
        outside(1, due_at=NOW - timedelta(hours=5, minutes=10), chasers=reminded),
        outside(2),
        outside(
            3,
            answer=Answer.YES,
            answered_at=NOW - timedelta(hours=1),
            can_start_on=date(2026, 11, 26),
            offers=2,
            due_at=None,
        ),
        outside(
            4,
            title="Rowan House",
            provider="Larch House",
            agency=False,
            tier=Tier.RESIDENTIAL,
            answer=Answer.NO,
            answered_at=NOW - timedelta(hours=2),
            decline_words="Risk to or from the young people there",
            note="Two boys of eleven there already.",
            due_at=None,
        ),
        *(in_house(one) for one in households),
    )
    offers = (
        offer(1),
        offer(
            2,
            title="Family 13, a household with rather a long name",
            beyond_band="£50.00 a week above the price band agreed on Fostering framework: families near "
            "home, which ends at £1,100.00.",
            education_pence=Pence(45_000),
            conditions="The school run is done by somebody else on Mondays",
            low=55,
            high=90,
            grade="Outstanding",
        ),
        offer(
            3,
            title="Hall",
            provider="",
            tier=Tier.IN_HOUSE,
            weekly_price_pence=Pence(53_002),
            includes="",
            grade="",
            distance_miles=1.2,
            holds_until=None,
            low=82,
            high=90,
        ),
        offer(
            4,
            title="Family 9",
            suitable=False,
            excluded_by="Free places for all of them",
            distance_miles=None,
        ),
        offer(
            5,
            title="Family 20",
            withdrawn_at=NOW - timedelta(minutes=30),
            withdrawn_reason="The carers were needed for another child.",
        ),
    )
    return view(approaches=lines, offers=offers, releases=(release(),), paper=PAPER)


def forty() -> ApproachesView:
    """Return forty providers that were all sent it, each third of them late."""
    lines = tuple(
        outside(
            n,
            title=f"{AGENCIES[n % len(AGENCIES)]} {n}",
            due_at=NOW + timedelta(hours=-3 if n % 3 == 0 else 20, minutes=n),
        )
        for n in range(1, 41)
    )
    return view(approaches=lines, releases=(release(40),), paper=PAPER)


def choices(count: int = 4) -> tuple[ProviderChoice, ...]:
    """Return providers of a lot: most can be sent it, one has no address, two cannot."""

    def option(number: int, why_not: str = "", title: str = "") -> OptionChoice:
        name = title or AGENCIES[(number - 1) % len(AGENCIES)]
        return OptionChoice(
            OptionId(200 + number), name, number, 60, 80, Pence(95_000), 6.1, why_not
        )

    found = [
        ProviderChoice(
            ProviderId(n),
            AGENCIES[(n - 1) % len(AGENCIES)],
            f"placements{n}@agency.example" if n != 2 else "",
            (option(n),),
            "",
        )
        for n in range(1, count + 1)
    ]
    homes = (option(21, title="Rowan House"), option(22, "asked already", "Ash Lodge"))
    found.append(ProviderChoice(ProviderId(20), "Larch Homes", "homes@larch.example", homes, ""))
    late = "lacks due-diligence checks (insurance lapsed Tue 3 Nov 2026)"
    found.append(ProviderChoice(ProviderId(30), "Oakfield", "", (option(31, late),), late))
    held = "suspended since Fri 20 Nov 2026: under review"
    found.append(ProviderChoice(ProviderId(31), "Poplar Care", "", (option(32, held),), held))
    return tuple(found)


def drafted(folder: Path, count: int = 3) -> tuple[DraftedEmail, ...]:
    """Return drafts that were just saved."""
    return tuple(
        DraftedEmail(
            AGENCIES[n % len(AGENCIES)],
            f"01632 9600{n:02d}" if n != 1 else "",
            f"placements{n}@agency.example",
            folder / f"R-2026-0143-P-{n:04d}.eml",
            f"K7QM-2XRT-9HVD-W4B{n % 10}",
            (),
        )
        for n in range(count)
    )


KNOWN = (AgencyHousehold(HouseholdId(40), "Quill", "H-0040"),)
