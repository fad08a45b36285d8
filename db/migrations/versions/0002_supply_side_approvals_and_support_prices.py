"""Supply side approvals and support prices."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


_POSTS = (
    "pasp",
    "jasp",
    "assistant_director",
    "service_director",
    "head_of_service",
    "head_children_in_care",
    "commissioning_lead",
    "adm",
    "secure_panel",
    "on_call",
    "eds",
)
_NEW_POSTS = (*_POSTS, "nominated_officer", "director")

# The weights of the preferences that came with this version, as the first tables of a new record have them.
_WEIGHTS = (
    (
        "communication",
        "4",
        "2016-04-01",
        "Placements Data Standard v2, PlacementRequirements",
    ),
    (
        "cultural_needs",
        "3",
        "2016-04-01",
        "Placements Data Standard v2, PlacementRequirements; Children Act 1989 s22(5)(c); S003 §6.1.8",
    ),
    (
        "home_adaptation",
        "4",
        "2016-04-01",
        "Placements Data Standard v2, PlacementRequirements; Children Act 1989 s22C(8)(d)",
    ),
    (
        "other_children_wanted",
        "2",
        "2016-04-01",
        "Placements Data Standard v2, PlacementRequirements",
    ),
    (
        "setting_preferred",
        "3",
        "2016-04-01",
        "Placements Data Standard v2, PlacementRecommendation",
    ),
    ("staffing", "4", "2016-04-01", "Children's Homes Regulations 2015 r.13"),
    ("on_call", "3", "2016-04-01", "Matching policy, a first value"),
    ("preferred_area", "2", "2016-04-01", "Placements Data Standard v2, PlacementRequirements"),
)

_ADJOINING = (
    (
        "E06000031",
        "E10000003",
        "Cambridgeshire",
        "2016-04-01",
        "ONS boundaries of counties and unitary authorities, as they stand; codes from the ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E10000019",
        "Lincolnshire",
        "2016-04-01",
        "ONS boundaries of counties and unitary authorities, as they stand; codes from the ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E06000017",
        "Rutland",
        "2016-04-01",
        "ONS boundaries of counties and unitary authorities, as they stand; codes from the ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E06000061",
        "North Northamptonshire",
        "2021-04-01",
        "ONS boundaries of counties and unitary authorities, as they stand; codes from the ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000008",
        "Cambridge (Cambridgeshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000009",
        "East Cambridgeshire (Cambridgeshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000010",
        "Fenland (Cambridgeshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000011",
        "Huntingdonshire (Cambridgeshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000012",
        "South Cambridgeshire (Cambridgeshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000136",
        "Boston (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000137",
        "East Lindsey (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000138",
        "Lincoln (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000139",
        "North Kesteven (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000140",
        "South Holland (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000141",
        "South Kesteven (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
    (
        "E06000031",
        "E07000142",
        "West Lindsey (Lincolnshire)",
        "2016-04-01",
        "A district of an adjoining county, as postcodes name it; ONS lower to upper tier lookup, April 2021",
    ),
)


def _allow_posts(posts: tuple[str, ...]) -> None:
    """Let the columns that name a post hold these."""
    listed = ", ".join(f"'{post}'" for post in posts)
    for table, columns in (
        ("authorisation_rule", ("post", "also_needs")),
        ("authorisation", ("post",)),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                name = op.f(f"ck_{table}_{column}")
                batch_op.drop_constraint(name, type_="check")
                batch_op.create_check_constraint(name, sa.text(f'"{column}" IN ({listed})'))


def _add_first_rows() -> None:
    """Give a record that is in use the policy rows of this version; a new one gets them with its first tables."""
    record = op.get_bind()
    weight = sa.table(
        "matching_weight",
        sa.column("id", sa.Integer),
        sa.column("code", sa.Text),
        sa.column("weight", sa.Text),
        sa.column("effective_from", sa.Date),
        sa.column("source", sa.Text),
    )
    last = record.scalar(sa.select(sa.func.max(weight.c.id)))
    if last is None:
        return
    known = set(record.scalars(sa.select(weight.c.code)))
    rows = [row for row in _WEIGHTS if row[0] not in known]
    for number, (code, figure, begins, source) in enumerate(rows, start=last + 1):
        record.execute(
            weight.insert().values(
                id=number,
                code=code,
                weight=figure,
                effective_from=date.fromisoformat(begins),
                source=source,
            )
        )
    area = sa.table(
        "adjoining_area",
        sa.column("id", sa.Integer),
        sa.column("council_code", sa.Text),
        sa.column("area_code", sa.Text),
        sa.column("name", sa.Text),
        sa.column("effective_from", sa.Date),
        sa.column("source", sa.Text),
    )
    for number, (council, code, name, begins, source) in enumerate(_ADJOINING, start=1):
        record.execute(
            area.insert().values(
                id=number,
                council_code=council,
                area_code=code,
                name=name,
                effective_from=date.fromisoformat(begins),
                source=source,
            )
        )
    _count_on("matching_weight")
    _count_on("adjoining_area")


def _count_on(table: str) -> None:
    """Let PostgreSQL hand out ids from after those that were written here; SQLite does so by itself."""
    record = op.get_bind()
    if record.dialect.name == "postgresql":
        ids = sa.table(table, sa.column("id", sa.Integer))
        top = sa.select(sa.func.max(ids.c.id)).scalar_subquery()
        record.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table, "id"), top)))


def upgrade() -> None:
    op.create_table(
        "adjoining_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_adjoining_area_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjoining_area")),
        sa.UniqueConstraint(
            "council_code",
            "area_code",
            "effective_from",
            name=op.f("uq_adjoining_area_council_code_area_code_effective_from"),
        ),
    )
    op.create_table(
        "support_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_support_price_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_price")),
        sa.UniqueConstraint(
            "support", "effective_from", name=op.f("uq_support_price_support_effective_from")
        ),
    )
    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("weekdays", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('duty', 'link', 'emergency')", name=op.f("ck_availability_kind")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_availability_dates")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_availability_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_availability_household_id"), ["household_id"], unique=False
        )

    op.create_table(
        "home_purpose",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=64), nullable=False),
        sa.Column("up_to", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "\"need\" IN ('attachment', 'emotional', 'self_harm', 'behaviour', 'missing', 'offending', 'sexual_behaviour', 'sexual_exploitation', 'criminal_exploitation', 'substance', 'violence', 'fire', 'eating', 'animals', 'exploits', 'health', 'learning', 'autism', 'sensory', 'education', 'parenting', 'independence', 'identity', 'language')",
            name=op.f("ck_home_purpose_need"),
        ),
        sa.CheckConstraint(
            "\"up_to\" IN ('none', 'some', 'significant', 'complex')",
            name=op.f("ck_home_purpose_up_to"),
        ),
        sa.ForeignKeyConstraint(
            ["home_id"], ["home.id"], name=op.f("fk_home_purpose_home_id_home"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_purpose")),
        sa.UniqueConstraint("home_id", "need", name=op.f("uq_home_purpose_home_id_need")),
    )
    op.create_table(
        "added_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("trigger", sa.String(length=64), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"decision\" IN ('agreed', 'agreed_conditions', 'deferred', 'not_agreed')",
            name=op.f("ck_added_approval_decision"),
        ),
        sa.CheckConstraint(
            "\"post\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds', 'nominated_officer', 'director')",
            name=op.f("ck_added_approval_post"),
        ),
        sa.CheckConstraint(
            "\"trigger\" IN ('out_of_area', 'at_a_distance', 'key_stage_4', 'other_council', 'outside_terms', 'temporary_approval', 'liberty')",
            name=op.f("ck_added_approval_trigger"),
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_added_approval_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_added_approval_recorded_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_added_approval_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_added_approval")),
    )
    with op.batch_alter_table("added_approval", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_added_approval_option_id"), ["option_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_added_approval_request_id"), ["request_id"], unique=False
        )

    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_exemption_child_id_child"), "child", ["child_id"], ["id"]
        )

    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.add_column(sa.Column("child_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_hold_child_id_child"), "child", ["child_id"], ["id"]
        )

    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.add_column(sa.Column("area_code", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sex", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("registered_manager", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("statement", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("statement_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("staff_by_day", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("staff_by_night", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("waking_night", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("education_on_site", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("therapy_on_site", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("step_free", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("said_free", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("said_free_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_home_sex"), sa.text("\"sex\" IN ('any', 'female', 'male')")
        )

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adapted_bathroom", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("other_council_children", sa.Integer(), nullable=True))

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("excluded_codes", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("not_used_on", sa.Date(), nullable=True))

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("split_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("split_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            batch_op.f("fk_request_split_from_id_request"), "request", ["split_from_id"], ["id"]
        )
    _allow_posts(_NEW_POSTS)
    _add_first_rows()


def downgrade() -> None:
    _allow_posts(_POSTS)
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_request_split_from_id_request"), type_="foreignkey")
        batch_op.drop_column("split_reason")
        batch_op.drop_column("split_from_id")

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_column("not_used_on")
        batch_op.drop_column("excluded_codes")

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.drop_column("other_council_children")
        batch_op.drop_column("adapted_bathroom")

    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_home_sex"), type_="check")
        batch_op.drop_column("said_free_on")
        batch_op.drop_column("said_free")
        batch_op.drop_column("step_free")
        batch_op.drop_column("therapy_on_site")
        batch_op.drop_column("education_on_site")
        batch_op.drop_column("waking_night")
        batch_op.drop_column("staff_by_night")
        batch_op.drop_column("staff_by_day")
        batch_op.drop_column("statement_on")
        batch_op.drop_column("statement")
        batch_op.drop_column("registered_manager")
        batch_op.drop_column("sex")
        batch_op.drop_column("area_code")

    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_hold_child_id_child"), type_="foreignkey")
        batch_op.drop_column("child_id")

    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_exemption_child_id_child"), type_="foreignkey")
        batch_op.drop_column("child_id")

    with op.batch_alter_table("added_approval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_added_approval_request_id"))
        batch_op.drop_index(batch_op.f("ix_added_approval_option_id"))

    op.drop_table("added_approval")
    op.drop_table("home_purpose")
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_household_id"))

    op.drop_table("availability")
    op.drop_table("support_price")
    op.drop_table("adjoining_area")
