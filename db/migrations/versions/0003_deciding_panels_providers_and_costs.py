"""Deciding panels providers and costs."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


_PANEL_RULES = (
    (
        "pasp",
        "weekly",
        "2",
        "",
        "09:30",
        "12:30",
        "20",
        "2",
        "12:00",
        "pasp",
        "assistant_director",
        "",
        "",
        "2016-04-01",
        "",
        "S003 §7: weekly, but for the last week of the month; the weekday, times and papers are first values; read 2026-11-22",
    ),
    (
        "jasp",
        "last_of_month",
        "2",
        "pasp",
        "09:30",
        "13:00",
        "30",
        "5",
        "12:00",
        "jasp",
        "service_director",
        "",
        "",
        "2016-04-01",
        "",
        "S003 §7: in the last week of the month in PASP's place; the weekday, times and papers are first values; read 2026-11-22",
    ),
    (
        "secure",
        "by_hand",
        "",
        "",
        "10:00",
        "11:00",
        "60",
        "1",
        "12:00",
        "secure_panel",
        "service_director",
        "",
        "",
        "2016-04-01",
        "",
        "S003 §7; called when it is needed; read 2026-11-22",
    ),
    (
        "fostering",
        "by_hand",
        "",
        "",
        "10:00",
        "13:00",
        "45",
        "5",
        "12:00",
        "",
        "",
        "5",
        "",
        "2016-04-01",
        "",
        "S003 §6.1.5; Fostering Services Regulations 2011 r.24: at least five members; read 2026-11-22",
    ),
    (
        "stability",
        "by_hand",
        "",
        "",
        "10:00",
        "11:00",
        "60",
        "1",
        "12:00",
        "",
        "",
        "",
        "",
        "2016-04-01",
        "",
        "S003 §6.1.5; called when a placement is at risk; read 2026-11-22",
    ),
    (
        "governance",
        "by_hand",
        "",
        "",
        "14:00",
        "16:00",
        "15",
        "5",
        "12:00",
        "",
        "director",
        "",
        "",
        "2016-04-01",
        "",
        "S003 §16.1: at least quarterly, chaired by the Director of Children's Services; read 2026-11-22",
    ),
)
_CLOCKS = (
    (
        "panel_papers",
        "",
        "0",
        "2016-04-01",
        "",
        "A first value of our own: due when the papers of the meeting close",
    ),
    (
        "deferred",
        "",
        "5",
        "2016-04-01",
        "",
        "A first value of our own, where the panel named no day",
    ),
    (
        "escalation",
        "",
        "2",
        "2016-04-01",
        "",
        "A first value of our own; each step has its own number of working days, in settings.csv",
    ),
)
_SETTINGS = (
    (
        "escalation_days_practitioners",
        "1",
        "working days",
        "2016-04-01",
        "",
        "S003 §17 names the steps and no times; a first value; read 2026-11-22",
    ),
    (
        "escalation_days_line_managers",
        "2",
        "working days",
        "2016-04-01",
        "",
        "S003 §17 names the steps and no times; a first value; read 2026-11-22",
    ),
    (
        "escalation_days_heads",
        "2",
        "working days",
        "2016-04-01",
        "",
        "S003 §17 names the steps and no times; a first value; read 2026-11-22",
    ),
    (
        "escalation_days_assistant_director",
        "3",
        "working days",
        "2016-04-01",
        "",
        "S003 §17 names the steps and no times; a first value; read 2026-11-22",
    ),
    (
        "escalation_days_chief_executive",
        "5",
        "working days",
        "2016-04-01",
        "",
        "S003 §17 names the steps and no times; a first value; read 2026-11-22",
    ),
    (
        "escalation_days_director",
        "5",
        "working days",
        "2016-04-01",
        "",
        "S003 §17 names the steps and no times; a first value; read 2026-11-22",
    ),
    (
        "provider_answer_hours",
        "48",
        "hours",
        "2016-04-01",
        "",
        "A first value: how long providers have to answer a planned referral; read 2026-11-22",
    ),
    (
        "provider_answer_hours_urgent",
        "4",
        "hours",
        "2016-04-01",
        "",
        "A first value: how long providers have to answer an urgent referral; read 2026-11-22",
    ),
    (
        "office_opens",
        "08:30",
        "local time",
        "2016-04-01",
        "",
        "A first value: outside office hours an author may release a referral alone; read 2026-11-22",
    ),
    (
        "office_closes",
        "17:30",
        "local time",
        "2016-04-01",
        "",
        "A first value: outside office hours an author may release a referral alone; read 2026-11-22",
    ),
    (
        "checks_valid_months",
        "12",
        "months",
        "2016-04-01",
        "",
        "A first value: how long a due-diligence check of a provider is good; read 2026-11-22",
    ),
    (
        "renewal_notice_days",
        "7",
        "days",
        "2016-04-01",
        "",
        "A first value: how long before its end an authorisation is shown as running out; read 2026-11-22",
    ),
    (
        "social_worker_view_days",
        "1",
        "working days",
        "2016-04-01",
        "",
        "A first value: how long the social worker has to say what they think of a home; read 2026-11-22",
    ),
    (
        "budget_head_proceedings",
        "Legal proceedings: expert assessments",
        "budget head of the local authority",
        "2016-04-01",
        "",
        "S003 §7: the budgets for specialist assessments and crisis family support stay with the local authority; the heads are first values; read 2026-11-22",
    ),
    (
        "budget_head_assessments",
        "Children's social care: assessments outside proceedings",
        "budget head of the local authority",
        "2016-04-01",
        "",
        "S003 §7: the budgets for specialist assessments and crisis family support stay with the local authority; the heads are first values; read 2026-11-22",
    ),
    (
        "budget_head_crisis",
        "Edge of care: crisis family support",
        "budget head of the local authority",
        "2016-04-01",
        "",
        "S003 §7: the budgets for specialist assessments and crisis family support stay with the local authority; the heads are first values; read 2026-11-22",
    ),
    (
        "budget_head_section_17",
        "Section 17: support for children in need",
        "budget head of the local authority",
        "2016-04-01",
        "",
        "S003 §7: the budgets for specialist assessments and crisis family support stay with the local authority; the heads are first values; read 2026-11-22",
    ),
)

_KINDS = (
    "ifa",
    "childrens_home",
    "special_school",
    "secure",
    "supported",
    "adoption",
    "family_centre",
    "other",
)
_NEW_KINDS = (
    "ifa",
    "childrens_home",
    "special_school",
    "secure",
    "supported",
    "adoption",
    "family_centre",
    "day_school",
    "tuition",
    "expert",
    "other",
)
_TASKS = (
    "case_system",
    "iha_notify",
    "iha_done",
    "contract",
    "finance",
    "duty_move",
    "retrospective",
    "condition",
    "first_visit",
    "chase",
    "other",
)
_NEW_TASKS = (
    "case_system",
    "iha_notify",
    "iha_done",
    "contract",
    "finance",
    "duty_move",
    "retrospective",
    "condition",
    "first_visit",
    "chase",
    "escalation",
    "panel_papers",
    "deferred",
    "other",
)


def _allow(kinds: tuple[str, ...], tasks: tuple[str, ...]) -> None:
    """Let the columns that name a kind of provider or of task hold these."""
    for table, codes in (
        ("provider", kinds),
        ("home", kinds),
        ("task", tasks),
        ("clock_rule", tasks),
    ):
        listed = ", ".join(f"'{code}'" for code in codes)
        name = op.f(f"ck_{table}_kind")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, sa.text(f'"kind" IN ({listed})'))


def _insert(table: str, types: dict[str, sa.types.TypeEngine], rows: list[dict]) -> None:
    """Insert rows with ids from after the last that there is."""
    if not rows:
        return
    record = op.get_bind()
    into = sa.table(
        table, sa.column("id", sa.Integer), *(sa.column(n, t) for n, t in types.items())
    )
    last = record.scalar(sa.select(sa.func.max(into.c.id))) or 0
    for number, row in enumerate(rows, start=last + 1):
        record.execute(into.insert().values(id=number, **row))
    if record.dialect.name == "postgresql":
        top = sa.select(sa.func.max(into.c.id)).scalar_subquery()
        record.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table, "id"), top)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _add_first_rows() -> None:
    """Give a record that is in use the policy rows of this version; a new one gets them with its first tables."""
    record = op.get_bind()
    if not record.scalar(sa.text("SELECT count(*) FROM authorisation_rule")):
        return
    record.execute(
        sa.text(
            "UPDATE authorisation_rule SET only_if_away = 'assistant_director',"
            " condition = replace(replace(condition, :first, ''), :words, '') WHERE condition LIKE :like"
        ),
        {"first": f"{_ABSENCE}; ", "words": _ABSENCE, "like": f"%{_ABSENCE}%"},
    )
    _insert(
        "panel_rule",
        {
            **dict.fromkeys(("panel", "rhythm", "instead_of", "starts_at", "ends_at"), sa.Text()),
            **dict.fromkeys(("papers_at", "post", "chair", "place", "source"), sa.Text()),
            **dict.fromkeys(
                ("weekday", "slot_minutes", "papers_working_days", "quorum"), sa.Integer()
            ),
            "effective_from": sa.Date(),
        },
        [
            {
                "panel": row[0],
                "rhythm": row[1],
                "weekday": _number(row[2]),
                "instead_of": row[3] or None,
                "starts_at": row[4],
                "ends_at": row[5],
                "slot_minutes": int(row[6]),
                "papers_working_days": int(row[7]),
                "papers_at": row[8],
                "post": row[9] or None,
                "chair": row[10] or None,
                "quorum": _number(row[11]),
                "place": row[12],
                "effective_from": _day(row[13]),
                "source": row[15],
            }
            for row in _PANEL_RULES
        ],
    )
    _insert(
        "clock_rule",
        {
            "kind": sa.Text(),
            "hours": sa.Integer(),
            "working_days": sa.Integer(),
            "effective_from": sa.Date(),
            "source": sa.Text(),
        },
        [
            {
                "kind": row[0],
                "hours": _number(row[1]),
                "working_days": _number(row[2]),
                "effective_from": _day(row[3]),
                "source": row[5],
            }
            for row in _CLOCKS
        ],
    )
    known = set(record.scalars(sa.text("SELECT code FROM setting")))
    _insert(
        "setting",
        {
            **dict.fromkeys(("code", "value", "unit", "source"), sa.Text()),
            "effective_from": sa.Date(),
        },
        [
            {
                "code": row[0],
                "value": row[1],
                "unit": row[2],
                "effective_from": _day(row[3]),
                "source": row[5],
            }
            for row in _SETTINGS
            if row[0] not in known
        ],
    )


def _turn_flags_into_rows() -> None:
    """Turn what stood on a provider as a flag into rows with dates: its lot, checks, contract and suspension."""
    record = op.get_bind()
    held = record.execute(
        sa.text(
            "SELECT id, kind, on_framework, checks_done_on, contract_until, suspended FROM provider ORDER BY id"
        ).columns(checks_done_on=sa.Date(), contract_until=sa.Date())
    ).all()
    if not held:
        return
    begins = date(2016, 4, 1)
    text, day, number = sa.Text(), sa.Date(), sa.Integer()
    # A home is bought on the lot of its own kind, so what counted for its owner is put down for both kinds.
    owned = record.execute(sa.text("SELECT DISTINCT provider_id, kind FROM home")).all()
    places = sorted(
        {(row.id, row.kind) for row in held if row.on_framework}
        | {
            (row.id, home.kind)
            for row in held
            for home in owned
            if row.on_framework and home.provider_id == row.id
        }
    )
    until = {row.id: row.contract_until for row in held}
    kinds = sorted({kind for _, kind in places})
    if kinds:
        _insert(
            "framework",
            {"name": text, "starts_on": day, "note": text, "version": number},
            [
                {
                    "name": "Framework on record",
                    "starts_on": begins,
                    "note": "Turned from the mark that stood on each provider; give it its own dates.",
                    "version": 1,
                }
            ],
        )
        _insert(
            "lot",
            {"framework_id": number, "name": text, "kind": text, "version": number},
            [
                {"framework_id": 1, "name": _LOT_NAMES[kind], "kind": kind, "version": 1}
                for kind in kinds
            ],
        )
    _insert(
        "lot_place",
        {
            **dict.fromkeys(("lot_id", "provider_id", "version"), number),
            **dict.fromkeys(("starts_on", "ends_on"), day),
            "note": text,
        },
        [
            {
                "lot_id": kinds.index(kind) + 1,
                "provider_id": provider_id,
                # A provider counted as on the framework for as long as its contract held.
                "starts_on": min(begins, until[provider_id] or begins),
                "ends_on": until[provider_id],
                "note": "",
                "version": 1,
            }
            for provider_id, kind in places
        ],
    )
    _insert(
        "provider_check",
        {
            **dict.fromkeys(("kind", "outcome", "done_by", "note"), text),
            "provider_id": number,
            "done_on": day,
        },
        [
            {
                "provider_id": row.id,
                "kind": kind,
                "outcome": "satisfactory",
                "done_on": row.checks_done_on,
                "done_by": "",
                "note": "Turned from the one date that stood on the provider.",
            }
            for row in held
            if row.checks_done_on is not None
            for kind in _CHECKS
        ],
    )
    _insert(
        "contract",
        {
            **dict.fromkeys(("kind", "reference", "note"), text),
            **dict.fromkeys(("starts_on", "ends_on", "signed_on"), day),
            "provider_id": number,
            "version": number,
        },
        [
            {
                "provider_id": row.id,
                "kind": "framework" if row.on_framework else "spot",
                "reference": "",
                "starts_on": min(begins, row.contract_until),
                "ends_on": row.contract_until,
                "signed_on": min(begins, row.contract_until),
                "note": "Turned from the one date that stood on the provider.",
                "version": 1,
            }
            for row in held
            if row.contract_until is not None
        ],
    )
    _insert(
        "suspension",
        {
            **dict.fromkeys(("reason", "decided_by"), text),
            "starts_on": day,
            "provider_id": number,
            "version": number,
        },
        [
            {
                "provider_id": row.id,
                "starts_on": begins,
                "reason": "Turned from the mark that stood on the provider.",
                "decided_by": "",
                "version": 1,
            }
            for row in held
            if row.suspended
        ],
    )


_ABSENCE = "in the Assistant Director's absence"
_LOT_NAMES = {
    "ifa": "Independent fostering agencies",
    "childrens_home": "Children's homes",
    "special_school": "Residential special schools",
    "secure": "Secure children's homes",
    "supported": "Supported accommodation",
    "adoption": "Voluntary adoption agencies",
    "family_centre": "Residential family centres",
    "other": "Other",
}
_CHECKS = ("registration", "insurance", "safeguarding", "references", "finance", "data")


def upgrade() -> None:
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_framework_dates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("name", name=op.f("uq_framework_name")),
    )
    op.create_table(
        "panel_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel", sa.String(length=64), nullable=False),
        sa.Column("rhythm", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("instead_of", sa.String(length=64), nullable=True),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("papers_working_days", sa.Integer(), nullable=False),
        sa.Column("papers_at", sa.Text(), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=True),
        sa.Column("chair", sa.String(length=64), nullable=True),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"chair\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds', 'nominated_officer', 'director')",
            name=op.f("ck_panel_rule_chair"),
        ),
        sa.CheckConstraint(
            "\"instead_of\" IN ('pasp', 'jasp', 'secure', 'fostering', 'stability', 'governance')",
            name=op.f("ck_panel_rule_instead_of"),
        ),
        sa.CheckConstraint(
            "\"panel\" IN ('pasp', 'jasp', 'secure', 'fostering', 'stability', 'governance')",
            name=op.f("ck_panel_rule_panel"),
        ),
        sa.CheckConstraint(
            "\"post\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds', 'nominated_officer', 'director')",
            name=op.f("ck_panel_rule_post"),
        ),
        sa.CheckConstraint(
            "\"rhythm\" IN ('weekly', 'last_of_month', 'by_hand')",
            name=op.f("ck_panel_rule_rhythm"),
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_panel_rule_effective"),
        ),
        sa.CheckConstraint(
            "weekday IS NULL OR weekday BETWEEN 0 AND 6", name=op.f("ck_panel_rule_weekday")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_rule")),
        sa.UniqueConstraint(
            "panel", "effective_from", name=op.f("uq_panel_rule_panel_effective_from")
        ),
    )
    op.create_table(
        "post_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"post\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds', 'nominated_officer', 'director')",
            name=op.f("ck_post_holder_post"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_post_holder_dates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_holder")),
    )
    with op.batch_alter_table("post_holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_holder_post"), ["post"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("covered_by", sa.Text(), nullable=False),
        sa.Column("cover_phone", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_absence_dates")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["post_holder.id"], name=op.f("fk_absence_holder_id_post_holder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('framework', 'block', 'spot')", name=op.f("ck_contract_kind")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_contract_dates")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_contract_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('ifa', 'childrens_home', 'special_school', 'secure', 'supported', 'adoption', 'family_centre', 'day_school', 'tuition', 'expert', 'other')",
            name=op.f("ck_lot_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_lot_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("framework_id", "name", name=op.f("uq_lot_framework_id_name")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel", sa.String(length=64), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("papers_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"panel\" IN ('pasp', 'jasp', 'secure', 'fostering', 'stability', 'governance')",
            name=op.f("ck_meeting_panel"),
        ),
        sa.CheckConstraint(
            "\"state\" IN ('planned', 'cancelled', 'under_way', 'closed')",
            name=op.f("ck_meeting_state"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_times")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["user_account.id"], name=op.f("fk_meeting_closed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("panel", "planned_on", name=op.f("uq_meeting_panel_planned_on")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "provider_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('registration', 'insurance', 'safeguarding', 'references', 'finance', 'data')",
            name=op.f("ck_provider_check_kind"),
        ),
        sa.CheckConstraint(
            "\"outcome\" IN ('satisfactory', 'conditions', 'not_satisfactory')",
            name=op.f("ck_provider_check_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_provider_check_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_check")),
    )
    with op.batch_alter_table("provider_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_provider_check_provider_id"), ["provider_id"], unique=False
        )

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("late_agreed_by", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('waiting', 'heard', 'not_reached', 'taken_off')",
            name=op.f("ck_agenda_item_state"),
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["user_account.id"], name=op.f("fk_agenda_item_added_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_agenda_item_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint(
            "meeting_id", "request_id", name=op.f("uq_agenda_item_meeting_id_request_id")
        ),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_request_id"), ["request_id"], unique=False)

    op.create_table(
        "lot_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("price_from_pence", sa.BigInteger(), nullable=True),
        sa.Column("price_to_pence", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_lot_place_dates")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_lot_place_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_lot_place_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_place")),
    )
    with op.batch_alter_table("lot_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_place_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lot_place_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "meeting_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("represents", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("reply", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"part\" IN ('chair', 'member', 'attendee', 'minutes')",
            name=op.f("ck_meeting_person_part"),
        ),
        sa.CheckConstraint(
            "\"reply\" IN ('not_asked', 'invited', 'coming', 'apologies', 'present')",
            name=op.f("ck_meeting_person_reply"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_person_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_meeting_person_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_person")),
    )
    with op.batch_alter_table("meeting_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_person_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_person_user_id"), ["user_id"], unique=False)

    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("indicative", sa.Boolean(), nullable=False),
        sa.Column("chased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("price_pence", sa.BigInteger(), nullable=True),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("can_start_on", sa.Date(), nullable=True),
        sa.Column("ready_on", sa.Date(), nullable=True),
        sa.Column("includes", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"basis\" IN ('fixed', 'week', 'day', 'hour')", name=op.f("ck_quote_basis")
        ),
        sa.CheckConstraint(
            "\"state\" IN ('asked', 'quoted', 'declined', 'chosen', 'not_chosen')",
            name=op.f("ck_quote_state"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_quote_asked_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_quote_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_quote_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
    )
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_request_id"), ["request_id"], unique=False)

    op.create_table(
        "resource_wanted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("resource", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("court_on", sa.Date(), nullable=True),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("budget_head", sa.Text(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"resource\" IN ('psychologist', 'psychiatrist', 'parenting', 'social_work', 'cognitive', 'risk', 'testing', 'family_centre', 'medical', 'other_assessment', 'family_support', 'night_support', 'mentoring', 'respite', 'therapy', 'other_support')",
            name=op.f("ck_resource_wanted_resource"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_resource_wanted_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_wanted")),
        sa.UniqueConstraint("request_id", name=op.f("uq_resource_wanted_request_id")),
    )
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_suspension_dates")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_suspension_home_id_home")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_suspension_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suspension_provider_id"), ["provider_id"], unique=False
        )

    op.create_table(
        "panel_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_panel_case_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name=op.f("fk_panel_case_made_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_case")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_panel_case_item_id_number")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alone_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_release_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_paper.id"], name=op.f("fk_release_document_id_issued_paper")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_release_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["released_by"], ["user_account.id"], name=op.f("fk_release_released_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_release_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_request_id"), ["request_id"], unique=False)

    op.create_table(
        "funding_split",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("authorisation_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"basis\" IN ('shares', 'amounts')", name=op.f("ck_funding_split_basis")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_funding_split_dates")
        ),
        sa.ForeignKeyConstraint(
            ["authorisation_id"],
            ["authorisation.id"],
            name=op.f("fk_funding_split_authorisation_id_authorisation"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_funding_split_recorded_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_funding_split_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_split")),
    )
    with op.batch_alter_table("funding_split", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_funding_split_request_id"), ["request_id"], unique=False
        )

    op.create_table(
        "resource_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("authorisation_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("price_pence", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("stayed_home", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorisation_id"],
            ["authorisation.id"],
            name=op.f("fk_resource_order_authorisation_id_authorisation"),
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["user_account.id"], name=op.f("fk_resource_order_ended_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by"],
            ["user_account.id"],
            name=op.f("fk_resource_order_ordered_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_resource_order_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_resource_order_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_order")),
    )
    with op.batch_alter_table("resource_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resource_order_ordered_at"), ["ordered_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_resource_order_request_id"), ["request_id"], unique=False
        )

    op.create_table(
        "spot_purchase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["user_account.id"],
            name=op.f("fk_spot_purchase_approved_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_spot_purchase_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_spot_purchase_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_purchase")),
        sa.UniqueConstraint("option_id", name=op.f("uq_spot_purchase_option_id")),
    )
    op.create_table(
        "view_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("asked_of", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_view_asked_asked_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_view_asked_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_view_asked_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_asked")),
    )
    with op.batch_alter_table("view_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_view_asked_request_id"), ["request_id"], unique=False)

    op.create_table(
        "chaser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approach_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approach_id"], ["approach.id"], name=op.f("fk_chaser_approach_id_approach")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["user_account.id"], name=op.f("fk_chaser_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chaser")),
    )
    with op.batch_alter_table("chaser", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chaser_approach_id"), ["approach_id"], unique=False)

    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("safeguarding", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(length=64), nullable=True),
        sa.Column("board_on", sa.Date(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"ended\" IN ('settled', 'agreed', 'withdrawn', 'matched', 'gone')",
            name=op.f("ck_escalation_ended"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["user_account.id"], name=op.f("fk_escalation_opened_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_escalation_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_escalation_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["view_id"],
            ["social_worker_view.id"],
            name=op.f("fk_escalation_view_id_social_worker_view"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_request_id"), ["request_id"], unique=False)

    op.create_table(
        "funding_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("funding_id", sa.Integer(), nullable=False),
        sa.Column("funder", sa.String(length=64), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "\"funder\" IN ('social_care', 'education', 'health')",
            name=op.f("ck_funding_line_funder"),
        ),
        sa.ForeignKeyConstraint(
            ["funding_id"],
            ["funding_split.id"],
            name=op.f("fk_funding_line_funding_id_funding_split"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_line")),
        sa.UniqueConstraint("funding_id", "funder", name=op.f("uq_funding_line_funding_id_funder")),
    )
    op.create_table(
        "escalation_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(length=64), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"result\" IN ('goes_ahead', 'with_support', 'not_used', 'not_settled')",
            name=op.f("ck_escalation_step_result"),
        ),
        sa.CheckConstraint(
            "\"rung\" IN ('practitioners', 'line_managers', 'heads', 'assistant_director', 'chief_executive', 'director')",
            name=op.f("ck_escalation_step_rung"),
        ),
        sa.ForeignKeyConstraint(
            ["escalation_id"],
            ["escalation.id"],
            name=op.f("fk_escalation_step_escalation_id_escalation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_escalation_step_recorded_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_step")),
        sa.UniqueConstraint(
            "escalation_id", "rung", name=op.f("uq_escalation_step_escalation_id_rung")
        ),
    )
    op.create_table(
        "release_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_release_ask_asked_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["issued_paper.id"],
            name=op.f("fk_release_ask_document_id_issued_paper"),
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_release_ask_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_ask_release_id_release")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_release_ask_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["returned_by"],
            ["user_account.id"],
            name=op.f("fk_release_ask_returned_by_user_account"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_release_ask_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_ask")),
    )
    with op.batch_alter_table("release_ask", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_release_ask_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_release_ask_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("approach", schema=None) as batch_op:
        batch_op.add_column(sa.Column("release_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sent_to", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("decline_reason", sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_approach_release_id_release"), "release", ["release_id"], ["id"]
        )

    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("deferred_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("covering", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("most_pence", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_authorisation_item_id_agenda_item"), "agenda_item", ["item_id"], ["id"]
        )

    with op.batch_alter_table("authorisation_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("only_if_away", sa.String(length=64), nullable=True))

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.add_column(sa.Column("protected_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("level_after", sa.String(length=64), nullable=True))

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("education_pence", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("holds_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sa.Text(), nullable=False, server_default="")
        )
        batch_op.drop_constraint(batch_op.f("uq_offer_approach_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_offer_approach_id"), ["approach_id"], unique=False)

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.add_column(sa.Column("overridden_at", sa.DateTime(timezone=True), nullable=True))

    _turn_flags_into_rows()
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_column("on_framework")
        batch_op.drop_column("contract_until")
        batch_op.drop_column("suspended")
        batch_op.drop_column("checks_done_on")

    with op.batch_alter_table("request_child", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("contract_care_by", sa.Text(), nullable=False, server_default="")
        )

    _allow(_NEW_KINDS, _NEW_TASKS)
    _add_first_rows()


def downgrade() -> None:
    _allow(_KINDS, _TASKS)
    with op.batch_alter_table("request_child", schema=None) as batch_op:
        batch_op.drop_column("contract_care_by")

    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("checks_done_on", sa.DATE(), nullable=True))
        batch_op.add_column(
            sa.Column("suspended", sa.BOOLEAN(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("contract_until", sa.DATE(), nullable=True))
        batch_op.add_column(
            sa.Column("on_framework", sa.BOOLEAN(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_column("overridden_at")

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_approach_id"))
        batch_op.create_unique_constraint(batch_op.f("uq_offer_approach_id"), ["approach_id"])
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("holds_until")
        batch_op.drop_column("education_pence")

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.drop_column("level_after")
        batch_op.drop_column("protected_until")

    with op.batch_alter_table("authorisation_rule", schema=None) as batch_op:
        batch_op.drop_column("only_if_away")

    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_authorisation_item_id_agenda_item"), type_="foreignkey"
        )
        batch_op.drop_column("most_pence")
        batch_op.drop_column("covering")
        batch_op.drop_column("deferred_to")
        batch_op.drop_column("item_id")

    with op.batch_alter_table("approach", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_approach_release_id_release"), type_="foreignkey")
        batch_op.drop_column("decline_reason")
        batch_op.drop_column("due_at")
        batch_op.drop_column("drafted_at")
        batch_op.drop_column("sent_to")
        batch_op.drop_column("release_id")

    with op.batch_alter_table("release_ask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_ask_request_id"))
        batch_op.drop_index(batch_op.f("ix_release_ask_document_id"))

    op.drop_table("release_ask")
    op.drop_table("escalation_step")
    op.drop_table("funding_line")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_request_id"))

    op.drop_table("escalation")
    with op.batch_alter_table("chaser", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chaser_approach_id"))

    op.drop_table("chaser")
    with op.batch_alter_table("view_asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_view_asked_request_id"))

    op.drop_table("view_asked")
    op.drop_table("spot_purchase")
    with op.batch_alter_table("resource_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_order_request_id"))
        batch_op.drop_index(batch_op.f("ix_resource_order_ordered_at"))

    op.drop_table("resource_order")
    with op.batch_alter_table("funding_split", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_split_request_id"))

    op.drop_table("funding_split")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_request_id"))

    op.drop_table("release")
    op.drop_table("panel_case")
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suspension_provider_id"))

    op.drop_table("suspension")
    op.drop_table("resource_wanted")
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quote_request_id"))

    op.drop_table("quote")
    with op.batch_alter_table("meeting_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_person_user_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_person_meeting_id"))

    op.drop_table("meeting_person")
    with op.batch_alter_table("lot_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lot_place_provider_id"))
        batch_op.drop_index(batch_op.f("ix_lot_place_lot_id"))

    op.drop_table("lot_place")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_request_id"))

    op.drop_table("agenda_item")
    with op.batch_alter_table("provider_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_check_provider_id"))

    op.drop_table("provider_check")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_starts_at"))

    op.drop_table("meeting")
    op.drop_table("lot")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_provider_id"))

    op.drop_table("contract")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_holder_id"))

    op.drop_table("absence")
    with op.batch_alter_table("post_holder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_holder_post"))

    op.drop_table("post_holder")
    op.drop_table("panel_rule")
    op.drop_table("framework")
