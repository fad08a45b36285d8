"""Invented matching records and health notifications: one option, forty, eight children, nothing yet."""

from __future__ import annotations

from datetime import UTC, date, datetime

from art_desktop.domain.health_notices import Consent, HealthNotice, HealthPerson, still_to_come
from art_desktop.domain.ids import Pence
from art_desktop.domain.map_view import PlaceKind
from art_desktop.domain.matching_records import (
    MatchingRecord,
    RecordApproach,
    RecordChild,
    RecordEdition,
    RecordMatch,
    RecordOption,
    RecordSaid,
    RecordSearch,
    RecordTier,
    RecordVerdict,
    RuleCount,
    letters,
)
from art_desktop.domain.paper_pictures import SharePart, SketchPlace
from art_desktop.domain.papers import Stamp
from art_desktop.domain.vocabulary import Verdict

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
STAMP = Stamp(
    printed_by="Ann Officer",
    printed_at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
    version=1,
    indicative=False,
    redacted=False,
)
NAMES = ("Hall", "Okafor", "Łęcki and Đỗ", "<b>Reid</b> & Sons", "مريم")


def verdicts(turn: int) -> tuple[RecordVerdict, ...]:
    """Return a verdict of each kind, turned by the option's place."""
    kinds = (Verdict.MET, Verdict.SUPPORT, Verdict.NOT_MET, Verdict.UNKNOWN)
    titles = ("A free place on the day", "Near home", "Skills: going missing", "Faith", "Pets")
    found = [
        RecordVerdict(
            f"c{at}",
            title,
            kinds[(at + turn) % 4],
            f"{title}: what is known of it in a sentence.",
            hard=at == 0,
            support="24/7 support line" if kinds[(at + turn) % 4] is Verdict.SUPPORT else "",
            weight=at * 100,
        )
        for at, title in enumerate(titles)
    ]
    child = RecordVerdict("c9", "Ground floor", Verdict.UNKNOWN, "Not answered.", of_child=True)
    return (*found, child)


def option(at: int, letter: str, *, matched: bool) -> RecordOption:
    """Return one home that could serve."""
    return RecordOption(
        letter=letter,
        title=NAMES[at % len(NAMES)],
        reference=f"H-{at:04}",
        tier="In-house" if at < 6 else "Independent fostering agency",
        area="PE4",
        rank=at + 1 if at != 1 else None,
        low=max(0, 80 - at),
        high=min(100, 90 - at // 2),
        state="Matched" if matched else "Not asked",
        verdicts=verdicts(at),
        miles=1.5 + at,
        distance="home 4.3 miles, school 1.2 miles",
        weekly_pence=Pence(26500),
        yearly_pence=Pence(1378000),
        cost_words="No price is set for: Respite." if at == 2 else "",
        living_there=("Boy placed here, 11",),
        history="4 placements sustained, 1 ended early",
        approvals=("Outside the council's area: to be approved by the Nominated officer",),
        overridden="A bedroom of their own. They share by choice. (Pat Manager)" if at == 1 else "",
        matched=matched,
        not_chosen="" if matched else "Not asked: it stands after the chosen home.",
    )


def record(count: int = 3, children: int = 1, *, agreed: bool = True) -> MatchingRecord:
    """Return a matching record with so many homes that could serve."""
    options = tuple(
        option(at, letter, matched=agreed and at == 0) for at, letter in enumerate(letters(count))
    )
    match = RecordMatch(
        letter="A",
        title=NAMES[0],
        reference="H-0000",
        tier="In-house",
        reasons=("Near his school.", "They know what to do at night."),
        compromises=("No shared faith.",),
        support=("24/7 support line",),
        supports=(("24/7 support line", Pence(2500)), ("Respite", None)),
        agreed_at=AT,
        agreed_by="Ann Officer",
        placed=("Toby Ashdown: Hall, from Fri 27 Nov 2026",),
        parts=(
            SharePart("Children's social care", Pence(7420)),
            SharePart("Education (Dedicated Schools Grant)", Pence(19080)),
        ),
        parts_words="No split is recorded yet; these are the policy's shares.",
    )
    names = ("Toby", "Frankie", "Maya", "Ada", "Ben", "Cyd", "Dee", "Eli")
    homes = tuple(
        SketchPlace(
            kind=PlaceKind.OPTION,
            words=one.title,
            miles=one.miles,
            bearing=at * 45 % 360,
            letter=one.letter,
        )
        for at, one in enumerate(options[:12])
    )
    school = SketchPlace(kind=PlaceKind.SCHOOL, words="School", miles=1.2, bearing=90)
    return MatchingRecord(
        reference="R-2026-0143",
        kind="Change of placement",
        urgency="Planned",
        stage="Agreed" if agreed else "Searching",
        opened_at=AT,
        referred_at=AT,
        needed_at=datetime(2026, 11, 27, 17, 0, tzinfo=UTC),
        why="The carers retire.",
        social_worker="Kwame Ferris",
        parted=("Parted from R-2026-0140. They fight. Decided by the Head of Service.",),
        children=tuple(
            RecordChild(
                name=f"{name} Ashdown",
                who="Boy, 9",
                needs=("Going missing: significant", "Attachment and trauma: some"),
                must_haves=("two carers",),
                avoid=("PE2 and 2 miles round it",),
                together="Together",
                wishes="“Somewhere with worms.”" if at == 0 else "",
                profile="Needs profile version 2, Thu 19 Nov 2026",
            )
            for at, name in enumerate(names[:children])
        ),
        searches=(RecordSearch(AT, "Ann Officer", 145, count, False, "ab" * 32),),
        as_of=AT.date(),
        tiers=(
            RecordTier(
                title="In-house",
                open=True,
                why="Searched first.",
                considered=145,
                suitable=count,
                excluded=(
                    RuleCount("A free place on the day", tuple(f"Home {n}" for n in range(88))),
                ),
            ),
            RecordTier(
                title="Independent fostering agency",
                open=count > 6,
                why="Every in-house option has its reason.",
                opened="Opened by Ann Officer, Fri 20 Nov 2026",
            ),
        ),
        options=options,
        compared=letters(min(count, 3)),
        places=(school, *homes) if homes else (),
        approaches=(
            RecordApproach(
                letter="A",
                title=NAMES[0],
                asked_at=AT,
                asked_by="Ann Officer",
                how="Telephone, spoke to Ade",
                answer="Yes",
                answered_at=AT,
                lines=("Reminded Fri 20 Nov 2026: left a message",),
            ),
        )
        if agreed
        else (),
        views=(RecordSaid(AT, "Kwame Ferris", "A, Hall: agrees", "Good people."),)
        if agreed
        else (),
        disagreements=(RecordSaid(AT, "Team managers", "A, Hall, Line managers: settled"),)
        if agreed
        else (),
        match=match if agreed else None,
        decisions=(RecordSaid(AT, "Nicholas Abara, Head of Service", "Agreed"),) if agreed else (),
        not_known=("Faith: nobody has asked. (A)",),
        not_known_of_child=("Ground floor",),
        edition=RecordEdition(
            "82 rules and preferences; weights from Fri 1 Apr 2016.",
            (("Rules", "cd" * 32), ("The whole search", "ab" * 32)),
            (("Near home", "3"), ("Faith", "1.5")),
        ),
    )


def notice(*, full: bool = True) -> HealthNotice:
    """Return a health notification, full or with nothing but what the record always knows."""
    bare = HealthNotice(
        reference="R-2026-0143",
        council="Fenland and Soke (demonstration)",
        name="Toby Ashdown",
        known_as="Tobes",
        born_on=date(2017, 7, 3),
        age_words="9 years",
        sex_words="Male",
        nhs_number="",
        since=date(2026, 11, 24),
        planned=True,
        due_on=date(2026, 12, 22),
        late=False,
        consent_from="Somebody with parental responsibility has to consent.",
    )
    if not full:
        return HealthNotice(**{**vars(bare), "to_come": still_to_come(bare)})
    words = "Dr Łukasz Đỗ, <b>Foxcote</b> Surgery & Walk-in, 01632 960422. " * 3
    texts = (
        "gp gps_before red_book interpreter communication access helps safe known_health allergies medicines "
        "equipment seen_by born_at born_weeks born_weight born_notes ring brings lives_with address legal moves"
    ).split()
    return HealthNotice(
        **{
            **vars(bare),
            **dict.fromkeys(texts, words),
            "nhs_number": "999 000 0107",
            "consent": Consent.GIVEN,
            "consent_by": "Kelly, mother",
            "consent_on": date(2026, 11, 20),
            "responsible": (("Kelly Ashdown", "Mother"), ("Joe Ashdown", "Father")),
            "not_told": ("Father's brother: he has threatened the carers",),
            "people": (
                HealthPerson("Social worker", "Kwame Ferris", "01632 960777"),
                HealthPerson("Out of hours", "Emergency Duty Service", "01632 960199"),
            ),
        }
    )
