"""Invented fostering households: the service's own, connected persons, and agencies'."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

from art_desktop.demo.figures import HOUSEHOLDS, WHITE_BRITISH_CARERS
from art_desktop.demo.ground import Spot
from art_desktop.demo.household_words import about, interests, pets_note
from art_desktop.demo.names import (
    OTHER_CARERS,
    WHITE_BRITISH,
    Community,
    landline_number,
    mobile_number,
    street_address,
)
from art_desktop.demo.people import SUPERVISORS
from art_desktop.demo.record import Record, years_before
from art_desktop.domain.children import Child, age_in_years
from art_desktop.domain.households import (
    Carer,
    Hold,
    Household,
    HouseholdLanguage,
    HouseholdSkill,
    Member,
    Terms,
)
from art_desktop.domain.ids import CarerId, ChildId, HouseholdId, Pence, ProviderId
from art_desktop.domain.providers import Provider
from art_desktop.domain.vocabulary import (
    ApprovalKind,
    HoldReason,
    HouseholdStatus,
    MemberRelation,
    PaymentLevel,
    Sex,
    SexApproved,
    Skill,
    SkillLevel,
)

CONNECTED_LEVEL_1: Final = 20
"""Of the 47 households at Level 1: connected persons, approved for a named child each."""

# Ages from and to, places, and how often: what households are approved for.
_APPROVALS: Final = (
    (0, 4, 1, 9),
    (0, 4, 2, 6),
    (0, 8, 1, 6),
    (0, 8, 2, 10),
    (0, 10, 3, 5),
    (3, 12, 1, 6),
    (3, 12, 2, 9),
    (5, 12, 1, 9),
    (5, 12, 2, 6),
    (5, 17, 3, 6),
    (8, 17, 1, 10),
    (8, 17, 2, 7),
    (11, 17, 1, 12),
    (11, 17, 2, 6),
    (0, 17, 1, 5),
    (0, 17, 2, 10),
    (0, 17, 3, 8),
)
_SKILLS_BY_LEVEL: Final = {
    PaymentLevel.LEVEL_1: (0, 3),
    PaymentLevel.LEVEL_2: (2, 5),
    PaymentLevel.LEVEL_3: (4, 8),
    PaymentLevel.AGENCY: (3, 7),
    PaymentLevel.SPECIAL: (8, 10),
    PaymentLevel.LODGINGS: (1, 2),
}


def add_in_house(record: Record) -> None:
    """Add the service's own households, connected persons excepted, and some in assessment or ended."""
    for level, count in HOUSEHOLDS.items():
        own = count - (CONNECTED_LEVEL_1 if level == PaymentLevel.LEVEL_1 else 0)
        for _ in range(max(1, round(own * record.factor))):
            add_own(record, PaymentLevel(level))
    general = [h for h in record.households if h.payment_level is not PaymentLevel.LODGINGS]
    _special_terms(record, general)
    _set_holds(record, general)
    for status, count in ((HouseholdStatus.ASSESSMENT, 4), (HouseholdStatus.ENDED, 6)):
        for _ in range(max(1, round(count * record.factor))):
            _not_active(record, add_own(record, PaymentLevel.LEVEL_1), status)


def new_household(record: Record, spot: Spot, community: Community, approved_on: date) -> Household:
    """Add one household with carers, members and features, as yet without terms of approval."""
    rng = record.rng
    number = record.next_id("household")
    household = Household(
        id=HouseholdId(number),
        reference=record.next_reference("H"),
        name="",
        approved_on=approved_on,
        address=street_address(rng, spot.town),
        postcode=spot.postcode,
        easting=spot.easting,
        northing=spot.northing,
        area_code=spot.area_code,
        phone=landline_number(rng),
        supervising_worker=rng.choice(SUPERVISORS),
        spare_bedrooms=rng.choice((1, 1, 2, 2, 2, 3)),
        someone_home=rng.choice((True, True, True, False, None)),
        pets=rng.choice((True, True, False, False, False, None)),
        smokers=rng.random() < 0.12,
        ground_floor_bedroom=rng.choice((True, False, False, False, False, None)),
        step_free=rng.choice((True, False, False, None)),
        has_car=rng.random() < 0.93,
        long_term_willing=rng.choice((True, True, False, None)),
    )
    household.pets_note = pets_note(rng) if household.pets else ""
    household.interests = interests(rng)
    _add_carers(record, household, community)
    _add_members(rng, household, record.today)
    household.about = about(rng, household, record.today)
    _add_languages(rng, household, community)
    _due_dates(rng, household, record.today)
    record.households.append(household)
    return household


def _add_carers(record: Record, household: Household, community: Community) -> None:
    """Add one carer or a couple, and name the household after them."""
    rng = record.rng
    couple = rng.random() < 0.68
    surname = rng.choice(community.surnames)
    sexes = [Sex.FEMALE if rng.random() < 0.9 else Sex.MALE]
    if couple:
        same = rng.random() < 0.06
        sexes.append(sexes[0] if same else (Sex.MALE if sexes[0] is Sex.FEMALE else Sex.FEMALE))
    assert household.approved_on is not None
    years = (record.today - household.approved_on).days // 365
    born = years_before(record.today, rng.randrange(max(34, 29 + years), 67), rng.randrange(365))
    religion = rng.choice(community.religions)
    for position, sex in enumerate(sexes, 1):
        first = community.given(rng, sex, adult=True)
        while household.carers and household.carers[0].first_name == first:
            first = community.given(rng, sex, adult=True)
        last = community.surname_form(surname, sex)
        household.carers.append(
            Carer(
                id=CarerId(record.next_id("carer")),
                household_id=household.id,
                first_name=first,
                last_name=last,
                born_on=born + timedelta(days=rng.randrange(-1500, 1100) if position > 1 else 0),
                sex=sex,
                ethnicity=community.ethnic,
                religion=religion,
                phone=mobile_number(rng),
                email=f"{household.reference.lower()}.{position}@carers.example",
                position=position,
            )
        )
    firsts = " and ".join(carer.first_name for carer in household.carers)
    household.name = (
        f"{firsts} {household.carers[-1].last_name if couple else household.carers[0].last_name}"
    )
    household.email = household.carers[0].email


def _add_members(rng: random.Random, household: Household, today: date) -> None:
    """Add own children, grown-up children and relatives to some households."""
    carer = household.carers[0]
    assert carer.born_on is not None
    carer_age = age_in_years(carer.born_on, today)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2)) if carer_age < 54 else rng.choice((0, 0, 0, 1))):
        age = rng.randrange(3, max(5, min(24, carer_age - 22)))
        sex = rng.choice(list(Sex))
        household.members.append(
            Member(
                household_id=household.id,
                first_name=WHITE_BRITISH.given(rng, sex),
                born_on=years_before(today, age, rng.randrange(365)),
                sex=sex,
                relation=MemberRelation.OWN_CHILD if age < 18 else MemberRelation.ADULT_CHILD,
            )
        )
    if rng.random() < 0.06:
        household.members.append(
            Member(
                household_id=household.id,
                first_name=WHITE_BRITISH.given(rng, Sex.FEMALE, adult=True),
                born_on=years_before(today, rng.randrange(68, 86), rng.randrange(365)),
                sex=Sex.FEMALE,
                relation=MemberRelation.RELATIVE,
            )
        )


def _add_languages(rng: random.Random, household: Household, community: Community) -> None:
    spoken = ["English"]
    spoken += [word for word in community.languages[:2] if word != "English"]
    if community is WHITE_BRITISH and rng.random() < 0.04:
        spoken.append(rng.choice(("French", "Welsh", "German", "Italian", "Spanish")))
    household.languages = [
        HouseholdLanguage(household_id=household.id, language=language) for language in spoken
    ]


def _due_dates(rng: random.Random, household: Household, today: date) -> None:
    """Set when the annual review and the carers' checks fall due; a few are late."""
    household.review_due_on = today + timedelta(days=rng.randrange(-25, 350))
    household.checks_due_on = today + timedelta(days=rng.randrange(20, 1080))
    if rng.random() < 0.03:
        household.checks_due_on = today - timedelta(days=rng.randrange(4, 40))
    if rng.random() < 0.02:
        household.review_due_on = today - timedelta(days=rng.randrange(100, 160))


def add_own(record: Record, level: PaymentLevel) -> Household:
    """Add one of the service's own households at a payment level."""
    rng = record.rng
    community = WHITE_BRITISH if rng.random() < WHITE_BRITISH_CARERS else rng.choice(OTHER_CARERS)
    newest = {PaymentLevel.LEVEL_1: (0, 7), PaymentLevel.LEVEL_2: (2, 12)}.get(level, (4, 24))
    years = rng.randrange(*newest)
    approved = years_before(record.today, years, rng.randrange(40, 364))
    spot = rng.choice(record.ground.inside if rng.random() < 0.8 else record.ground.near)
    household = new_household(record, spot, community, approved)
    household.payment_level = level
    if level is PaymentLevel.AGENCY:
        household.weekly_price_pence = Pence(rng.randrange(380, 460) * 100)
    elif level is PaymentLevel.SPECIAL:
        household.weekly_price_pence = Pence(61_250)
    if level is PaymentLevel.LODGINGS:
        add_terms(household, ApprovalKind.LODGINGS, 1, (16, 20))
    else:
        low, high, places, _ = rng.choices(_APPROVALS, [row[3] for row in _APPROVALS])[0]
        set_approval(rng, household, places, (low, high))
    add_skills(rng, household, rng.randint(*_SKILLS_BY_LEVEL[level]), record.today)
    years += 1
    household.sustained_placements = rng.randrange(0, 1 + min(28, years * 2))
    household.disrupted_placements = rng.randrange(0, 1 + household.sustained_placements // 5)
    return household


def set_approval(
    rng: random.Random, household: Household, places: int, ages: tuple[int, int]
) -> None:
    """Approve a household for short-term and mostly long-term care of so many children of these ages."""
    sex = SexApproved.ANY
    if places == 1 and ages[1] > 8 and rng.random() < 0.15:
        sex = rng.choice((SexApproved.FEMALE, SexApproved.MALE))
    add_terms(household, ApprovalKind.SHORT_TERM, places, ages, sex)
    if household.long_term_willing is not False:
        add_terms(household, ApprovalKind.LONG_TERM, places, ages, sex)
    household.spare_bedrooms = max(household.spare_bedrooms or 1, (places + 1) // 2)


def add_terms(
    household: Household,
    kind: ApprovalKind,
    places: int,
    ages: tuple[int, int],
    sex: SexApproved = SexApproved.ANY,
) -> None:
    """Add one term of approval from the day of approval."""
    assert household.approved_on is not None
    household.terms.append(
        Terms(
            household_id=household.id,
            kind=kind,
            places=places,
            age_from=ages[0],
            age_to=ages[1],
            sex=sex,
            starts_on=household.approved_on,
        )
    )


def add_skills(rng: random.Random, household: Household, count: int, today: date) -> None:
    """Add training and practised skills that suit the ages the household is approved for."""
    youngest = min((term.age_from for term in household.terms), default=0)
    oldest = max((term.age_to for term in household.terms), default=17)
    fitting = [
        skill
        for skill in Skill
        if not (skill is Skill.BABIES and youngest > 1)
        and not (skill in _FOR_TEENAGERS and oldest < 13)
        and not (skill is Skill.PARENTING and youngest > 0)
    ]
    for skill in sorted(rng.sample(fitting, min(count, len(fitting)))):
        level = rng.choices(list(SkillLevel), (5, 4, 1 if count > 3 else 0))[0]
        household.skills.append(
            HouseholdSkill(
                household_id=household.id,
                skill=skill,
                level=level,
                achieved_on=today - timedelta(days=rng.randrange(30, 1700)),
            )
        )


_FOR_TEENAGERS: Final = frozenset(
    {
        Skill.EXPLOITATION,
        Skill.SUBSTANCE,
        Skill.YOUTH_JUSTICE,
        Skill.INDEPENDENCE,
        Skill.MISSING,
        Skill.UASC,
        Skill.SELF_HARM,
    }
)


def _special_terms(record: Record, general: list[Household]) -> None:
    """Give some households Link, parent-and-child, remand, fostering-for-adoption and duty approvals."""
    rng = record.rng

    def some(count: int, youngest: int, oldest: int) -> list[Household]:
        fit = [
            h for h in general if h.terms[0].age_from <= youngest and h.terms[0].age_to >= oldest
        ]
        return rng.sample(fit, min(len(fit), max(1, round(count * record.factor))))

    for household in some(4, 0, 4):
        add_terms(household, ApprovalKind.PARENT_CHILD, 1, (0, 20))
    for household in some(5, 0, 4):
        add_terms(household, ApprovalKind.FOSTER_TO_ADOPT, 1, (0, 4))
    for household in some(3, 14, 17):
        add_terms(household, ApprovalKind.REMAND, 1, (12, 17))
    for household in some(11, 5, 8):
        add_terms(household, ApprovalKind.EMERGENCY, 2, (0, 17))
        household.duty_willing = True
    for household in some(9, 8, 12):
        add_terms(household, ApprovalKind.SHORT_BREAK, 1, (4, 17))
        if Skill.DISABILITY not in {held.skill for held in household.skills}:
            household.skills.append(
                HouseholdSkill(
                    household_id=household.id,
                    skill=Skill.DISABILITY,
                    level=rng.choice(list(SkillLevel)),
                    achieved_on=record.days_ago(rng.randrange(60, 900)),
                )
            )


_HOLDS: Final = (
    (HoldReason.BREAK, "Time off after a long placement ended; glad to hear from us in the new year."),
    (HoldReason.BREAK, "Family wedding abroad and a rest afterwards."),
    (HoldReason.REVIEW_OVERDUE, "Medical and one reference outstanding; panel date being found."),
    (HoldReason.ALLEGATION, "Being looked into with the designated officer; no new children until it closes."),
    (HoldReason.ILLNESS, "Awaiting a knee operation."),
    (HoldReason.ILLNESS, "Recent bereavement; they will ring when they are ready."),
    (HoldReason.RETAINER, "Held for the baby brother of a child placed here, due next month."),
    (HoldReason.HOME_WORKS, "Loft conversion; second room ready when the stairs are signed off."),
    (HoldReason.HOME_WORKS, "Moving house, exchange expected within six weeks."),
    (HoldReason.OTHER, "Own daughter sitting examinations; nobody new until they are over."),
)  # fmt: skip


def _set_holds(record: Record, general: list[Household]) -> None:
    """Put about one household in eight on hold, each with a reason."""
    rng = record.rng
    count = max(1, round(16 * record.factor))
    for number, household in enumerate(rng.sample(general, min(count, len(general)))):
        reason, note = _HOLDS[number % len(_HOLDS)]
        since = record.days_ago(rng.randrange(6, 90))
        if reason is HoldReason.REVIEW_OVERDUE:
            household.review_due_on = record.days_ago(rng.randrange(95, 150))
        open_ended = reason in {HoldReason.ALLEGATION, HoldReason.REVIEW_OVERDUE}
        household.holds.append(
            Hold(
                household_id=household.id,
                reason=reason,
                note=note,
                starts_on=since,
                ends_on=None if open_ended else record.today + timedelta(days=rng.randrange(9, 80)),
                places=1 if reason is HoldReason.RETAINER else None,
            )
        )


def _not_active(record: Record, household: Household, status: HouseholdStatus) -> None:
    """Turn a household into one still in assessment, or one whose approval has ended."""
    household.status = status
    household.duty_willing = False
    if status is HouseholdStatus.ASSESSMENT:
        household.approved_on = None
        household.payment_level = None
        household.review_due_on = household.checks_due_on = None
        household.terms, household.skills = [], []
        household.sustained_placements = household.disrupted_placements = 0
        return
    household.approved_on = years_before(record.today, record.rng.randrange(3, 12))
    household.ended_on = record.days_ago(record.rng.randrange(20, 600))
    for term in household.terms:
        term.starts_on = household.approved_on
        term.ends_on = household.ended_on
    household.review_due_on = household.checks_due_on = None


def add_connected(
    record: Record, children: list[Child], community: Community, spot: Spot, since: date
) -> Household:
    """Add the household of a connected person, approved for the children named."""
    rng = record.rng
    household = new_household(record, spot, community, since)
    household.connected = True
    household.payment_level = PaymentLevel.LEVEL_1
    household.long_term_willing = True
    household.about = rng.choice(_CONNECTED_WORDS)
    last_name = children[0].last_name
    if rng.random() < 0.5 and all(child.last_name == last_name for child in children):
        for carer in household.carers:
            carer.last_name = last_name
        firsts = " and ".join(carer.first_name for carer in household.carers)
        household.name = f"{firsts} {last_name}"
    for child in children:
        household.terms.append(
            Terms(
                household_id=household.id,
                kind=ApprovalKind.CONNECTED,
                places=1,
                named_child_id=ChildId(child.id or 0),
                # Temporary approval (r.24) carries the child from the first night.
                starts_on=since,
            )
        )
    household.spare_bedrooms = 0
    return household


_CONNECTED_WORDS: Final = (
    "Grandparents who stepped in when they were asked, and mean to see it through.",
    "An aunt and her family; the cousins are close and were together most weekends before.",
    "The mother's oldest friend, known to the child since birth.",
    "An older half-sister and her partner, approved after a full assessment.",
    "A great-aunt, retired from the school kitchen, who has always been the steady one in the family.",
    "A former childminder who kept in touch and offered when nobody else could.",
)


def add_agency_household(record: Record, agency: Provider, spot: Spot, since: date) -> Household:
    """Add a household of an agency that was approved before `since`; terms are the caller's."""
    rng = record.rng
    community = WHITE_BRITISH if rng.random() < 0.82 else rng.choice(OTHER_CARERS)
    approved = years_before(since, rng.randrange(0, 9), rng.randrange(40, 360))
    household = new_household(record, spot, community, approved)
    household.provider_id = ProviderId(agency.id or 0)
    household.council_only = False
    household.supervising_worker = ""
    price = (agency.typical_weekly_price_pence or 90_000) + rng.randrange(-6, 7) * 1_000
    household.weekly_price_pence = Pence(price)
    return household
