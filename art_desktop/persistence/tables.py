"""The tables, read off the entities of `domain/`: a field is named once, in its dataclass.

A field's annotation says its column: an id type is the primary key or a foreign key, a `Coded` list is text with a
check, `Pence` is a whole number, `date` a date, `datetime` an aware UTC instant, `X | None` may be empty. What
annotations cannot say (unique columns, indexes, what the audit trail leaves out) stands in `SHAPES`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from art_desktop.domain import (
    authority,
    children,
    escalations,
    frameworks,
    funding_records,
    households,
    ids,
    meetings,
    paper_records,
    placements,
    providers,
    requests,
    resources,
    work,
)
from art_desktop.persistence.base import metadata
from art_desktop.persistence.types import UtcDateTime, enum_check, enum_type


@dataclass(frozen=True)
class Shape:
    """What a table needs beyond its entity's fields.

    `key` is the primary key's field. `parts` are list fields, held in tables of their own. `unique` and `indexes` are
    tuples of columns. `checks` are name to SQL. `hashed` columns are entered in the audit trail by their hash alone, a
    table that is not `audited` not at all. `late` columns are read only when they are looked at.
    """

    name: str
    key: str = "id"
    parts: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    hashed: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    audited: bool = True


_AGES = ("ages", "age_from >= 0 AND age_to >= age_from AND age_to <= 25")
_DATED = ("dates", "ends_on IS NULL OR ends_on >= starts_on")
_EFFECTIVE = ("effective", "effective_to IS NULL OR effective_to >= effective_from")
_ONE_PLACE = (
    "one_candidate",
    (
        "(CASE WHEN household_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN home_id IS NULL AND"
        " provider_id IS NULL THEN 0 ELSE 1 END) = 1"
    ),
)

SHAPES: Final[dict[type, Shape]] = {
    work.Service: Shape("service"),
    work.User: Shape("user_account", unique=(("username",),)),
    work.Counter: Shape("counter", key="series", audited=False),
    work.Code: Shape("code", unique=(("list_name", "code", "from_year"),), audited=False),
    work.MatchingWeight: Shape(
        "matching_weight", unique=(("code", "effective_from"),), checks=(_EFFECTIVE,)
    ),
    work.AuthorisationRule: Shape(
        "authorisation_rule", indexes=(("kind", "urgency"),), checks=(_EFFECTIVE,)
    ),
    work.AllowanceRate: Shape("allowance_rate", checks=(_EFFECTIVE,)),
    work.SupportPrice: Shape(
        "support_price", unique=(("support", "effective_from"),), checks=(_EFFECTIVE,)
    ),
    work.AdjoiningArea: Shape(
        "adjoining_area",
        unique=(("council_code", "area_code", "effective_from"),),
        checks=(_EFFECTIVE,),
    ),
    work.ClockRule: Shape("clock_rule", checks=(_EFFECTIVE,)),
    work.Setting: Shape("setting", unique=(("code", "effective_from"),), checks=(_EFFECTIVE,)),
    meetings.PanelRule: Shape(
        "panel_rule",
        unique=(("panel", "effective_from"),),
        checks=(_EFFECTIVE, ("weekday", "weekday IS NULL OR weekday BETWEEN 0 AND 6")),
    ),
    authority.PostHolder: Shape("post_holder", indexes=(("post",),), checks=(_DATED,)),
    authority.Absence: Shape("absence", indexes=(("holder_id",),), checks=(_DATED,)),
    children.Family: Shape("family", unique=(("reference",),)),
    children.Child: Shape(
        "child",
        unique=(("reference",),),
        indexes=(("case_number",), ("family_id",), ("last_name", "first_name")),
    ),
    providers.Provider: Shape("provider", unique=(("reference",),), indexes=(("urn",), ("name",))),
    providers.Home: Shape(
        "home",
        parts=("purposes",),
        unique=(("reference",),),
        indexes=(("provider_id",), ("urn",)),
    ),
    providers.HomePurpose: Shape("home_purpose", unique=(("home_id", "need"),)),
    frameworks.Framework: Shape("framework", unique=(("name",),), checks=(_DATED,)),
    frameworks.Lot: Shape("lot", unique=(("framework_id", "name"),)),
    frameworks.LotPlace: Shape(
        "lot_place", indexes=(("lot_id",), ("provider_id",)), checks=(_DATED,)
    ),
    frameworks.ProviderCheck: Shape("provider_check", indexes=(("provider_id",),)),
    frameworks.Contract: Shape("contract", indexes=(("provider_id",),), checks=(_DATED,)),
    frameworks.Suspension: Shape("suspension", indexes=(("provider_id",),), checks=(_DATED,)),
    households.Household: Shape(
        "household",
        parts=(
            "carers",
            "members",
            "terms",
            "exemptions",
            "holds",
            "skills",
            "languages",
            "availability",
        ),
        unique=(("reference",),),
        indexes=(("provider_id",), ("name",), ("postcode",)),
    ),
    households.Carer: Shape("carer", indexes=(("household_id",), ("last_name", "first_name"))),
    households.Member: Shape("household_member", indexes=(("household_id",),)),
    households.Terms: Shape(
        "terms_of_approval",
        indexes=(("household_id",),),
        checks=(_AGES, _DATED, ("places", "places > 0")),
    ),
    households.Exemption: Shape("exemption", indexes=(("household_id",),), checks=(_DATED,)),
    households.Hold: Shape("hold", indexes=(("household_id",),), checks=(_DATED,)),
    households.HouseholdSkill: Shape("household_skill", unique=(("household_id", "skill"),)),
    households.HouseholdLanguage: Shape(
        "household_language", unique=(("household_id", "language"),)
    ),
    households.Availability: Shape("availability", indexes=(("household_id",),), checks=(_DATED,)),
    requests.Request: Shape(
        "request",
        parts=("children",),
        unique=(("reference",),),
        indexes=(("stage", "needed_at"), ("owner_id",)),
    ),
    requests.RequestChild: Shape(
        "request_child", unique=(("request_id", "child_id"),), indexes=(("child_id",),)
    ),
    requests.NeedsProfile: Shape(
        "needs_profile",
        unique=(("request_id", "child_id", "number"),),
        indexes=(("child_id",),),
        hashed=("body",),
    ),
    requests.Search: Shape("search", indexes=(("request_id",),), hashed=("record",)),
    requests.Option: Shape(
        "option",
        indexes=(("request_id", "suitable"), ("search_id",), ("household_id",)),
        checks=(_ONE_PLACE, ("range", "low >= 0 AND high <= 100 AND low <= high")),
    ),
    requests.AddedApproval: Shape("added_approval", indexes=(("request_id",), ("option_id",))),
    requests.TierOpening: Shape("tier_opening", unique=(("request_id", "tier"),)),
    meetings.Meeting: Shape(
        "meeting",
        unique=(("panel", "planned_on"),),
        indexes=(("starts_at",),),
        checks=(("times", "ends_at > starts_at"),),
    ),
    meetings.MeetingPerson: Shape("meeting_person", indexes=(("meeting_id",), ("user_id",))),
    meetings.AgendaItem: Shape(
        "agenda_item", unique=(("meeting_id", "request_id"),), indexes=(("request_id",),)
    ),
    meetings.PanelCase: Shape("panel_case", unique=(("item_id", "number"),), hashed=("body",)),
    requests.Authorisation: Shape("authorisation", indexes=(("request_id",),)),
    work.IssuedPaper: Shape(
        "issued_paper",
        unique=(("kind", "subject", "number"),),
        indexes=(("request_id",), ("meeting_id",), ("household_id",)),
        hashed=("content", "body"),
        late=("content", "body"),
    ),
    paper_records.PaperForm: Shape(
        "paper_form", unique=(("code", "subject", "number"),), hashed=("body",)
    ),
    paper_records.Picture: Shape(
        "picture", indexes=(("household_id",),), hashed=("content",), late=("content",)
    ),
    requests.Release: Shape("release", indexes=(("request_id",),)),
    requests.ReleaseAsk: Shape("release_ask", indexes=(("request_id",), ("document_id",))),
    requests.Approach: Shape("approach", indexes=(("request_id",), ("option_id",), ("answer",))),
    requests.Chaser: Shape("chaser", indexes=(("approach_id",),)),
    requests.Offer: Shape("offer", indexes=(("approach_id",), ("option_id",))),
    frameworks.SpotPurchase: Shape("spot_purchase", unique=(("option_id",),)),
    requests.SocialWorkerView: Shape("social_worker_view", indexes=(("request_id",),)),
    escalations.ViewAsked: Shape("view_asked", indexes=(("request_id",),)),
    escalations.Escalation: Shape("escalation", parts=("steps",), indexes=(("request_id",),)),
    escalations.EscalationStep: Shape("escalation_step", unique=(("escalation_id", "rung"),)),
    requests.Match: Shape("match", indexes=(("request_id",),)),
    funding_records.FundingSplit: Shape(
        "funding_split", parts=("lines",), indexes=(("request_id",),), checks=(_DATED,)
    ),
    funding_records.FundingLine: Shape("funding_line", unique=(("funding_id", "funder"),)),
    resources.ResourceWanted: Shape("resource_wanted", unique=(("request_id",),)),
    resources.Quote: Shape("quote", indexes=(("request_id",),)),
    resources.ResourceOrder: Shape("resource_order", indexes=(("request_id",), ("ordered_at",))),
    placements.Placement: Shape(
        "placement",
        indexes=(("child_id", "starts_on"), ("household_id",), ("home_id",), ("ended_on",)),
        checks=(("dates", "ended_on IS NULL OR ended_on >= starts_on"),),
    ),
    placements.Episode: Shape(
        "episode",
        unique=(("child_id", "decom"),),
        indexes=(("placement_id",),),
        checks=(("length", "dec IS NULL OR dec > decom"),),
    ),
    placements.LedgerLine: Shape("ledger_line", indexes=(("placement_id",), ("child_id",))),
    work.Task: Shape("task", indexes=(("done_at", "due_at"), ("request_id",))),
    work.Draft: Shape("draft", unique=(("user_id", "form"),), audited=False),
    work.ImportBatch: Shape("import_batch"),
}

_ENTITY_OF_ID: Final[dict[Any, type]] = {
    ids.UserId: work.User,
    ids.ChildId: children.Child,
    ids.FamilyId: children.Family,
    ids.HouseholdId: households.Household,
    ids.CarerId: households.Carer,
    ids.ProviderId: providers.Provider,
    ids.HomeId: providers.Home,
    ids.RequestId: requests.Request,
    ids.NeedsProfileId: requests.NeedsProfile,
    ids.SearchId: requests.Search,
    ids.OptionId: requests.Option,
    ids.ApproachId: requests.Approach,
    ids.OfferId: requests.Offer,
    ids.AuthorisationId: requests.Authorisation,
    ids.ViewId: requests.SocialWorkerView,
    ids.MatchId: requests.Match,
    ids.PlacementId: placements.Placement,
    ids.EpisodeId: placements.Episode,
    ids.TaskId: work.Task,
    ids.DocumentId: work.IssuedPaper,
    ids.HolderId: authority.PostHolder,
    ids.MeetingId: meetings.Meeting,
    ids.AgendaItemId: meetings.AgendaItem,
    ids.ReleaseId: requests.Release,
    ids.EscalationId: escalations.Escalation,
    ids.FundingId: funding_records.FundingSplit,
    ids.FrameworkId: frameworks.Framework,
    ids.LotId: frameworks.Lot,
    ids.QuoteId: resources.Quote,
    ids.PictureId: paper_records.Picture,
    ids.ImportId: work.ImportBatch,
}

PART_OWNERS: Final[dict[type, tuple[type, str]]] = {
    households.Carer: (households.Household, "carers"),
    households.Member: (households.Household, "members"),
    households.Terms: (households.Household, "terms"),
    households.Exemption: (households.Household, "exemptions"),
    households.Hold: (households.Household, "holds"),
    households.HouseholdSkill: (households.Household, "skills"),
    households.HouseholdLanguage: (households.Household, "languages"),
    households.Availability: (households.Household, "availability"),
    providers.HomePurpose: (providers.Home, "purposes"),
    requests.RequestChild: (requests.Request, "children"),
    escalations.EscalationStep: (escalations.Escalation, "steps"),
    funding_records.FundingLine: (funding_records.FundingSplit, "lines"),
}
"""Entities that are rows of another's list: the owner and the field."""

_PLAIN: Final[dict[Any, TypeEngine[Any]]] = {
    int: Integer(),
    str: Text(),
    bool: Boolean(),
    float: Float(),
    bytes: LargeBinary(),
    date: Date(),
    datetime: UtcDateTime(),
    ids.Pence: BigInteger(),
    ids.PolicyId: Integer(),
}


def _without_none(hint: Any) -> tuple[Any, bool]:
    """Return the annotation without None, and whether it had it."""
    if get_origin(hint) in {Union, UnionType}:
        rest = [part for part in get_args(hint) if part is not type(None)]
        return rest[0], True
    return hint, False


def _column(
    entity: type, shape: Shape, name: str, hint: Any
) -> list[Column[Any] | CheckConstraint]:
    """Return the column of one field, and its check where it holds codes."""
    kind, nullable = _without_none(hint)
    info = {"audit": "hash"} if name in shape.hashed else {}
    if name == shape.key:
        type_ = Text() if kind is str else Integer()
        return [Column(name, type_, primary_key=True, info=info)]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        column: Column[Any] = Column(name, enum_type(kind), nullable=nullable, info=info)
        return [column, enum_check(name, kind)]
    owner = _ENTITY_OF_ID.get(kind)
    if owner is not None:
        target = SHAPES[owner]
        owned = PART_OWNERS.get(entity, (None,))[0] is owner
        key = ForeignKey(f"{target.name}.{target.key}", ondelete="CASCADE" if owned else None)
        return [Column(name, Integer(), key, nullable=nullable and not owned, info=info)]
    return [Column(name, _PLAIN[kind], nullable=nullable, info=info)]


def _table(entity: type, shape: Shape) -> Table:
    """Build one table out of an entity and its shape."""
    hints = get_type_hints(entity)
    things: list[Any] = []
    for field in fields(entity):
        if field.name not in shape.parts:
            things += _column(entity, shape, field.name, hints[field.name])
    things += [UniqueConstraint(*columns) for columns in shape.unique]
    things += [CheckConstraint(sql, name=name) for name, sql in shape.checks]
    table = Table(shape.name, metadata, *things, info={"audit": shape.audited})
    for columns in shape.indexes:
        Index(None, *(table.c[name] for name in columns))
    return table


TABLES: Final[dict[type, Table]] = {
    entity: _table(entity, shape) for entity, shape in SHAPES.items()
}
"""Each entity's table, in an order in which rows may be inserted."""
