"""Supply side approvals and support prices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


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

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adapted_bathroom", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("other_council_children", sa.Integer(), nullable=True))

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("excluded_codes", sa.Text(), nullable=False, server_default="")
        )

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("split_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("split_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            batch_op.f("fk_request_split_from_id_request"), "request", ["split_from_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_request_split_from_id_request"), type_="foreignkey")
        batch_op.drop_column("split_reason")
        batch_op.drop_column("split_from_id")

    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_column("excluded_codes")

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.drop_column("other_council_children")
        batch_op.drop_column("adapted_bathroom")

    with op.batch_alter_table("home", schema=None) as batch_op:
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
