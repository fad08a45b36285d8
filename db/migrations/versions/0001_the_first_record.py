"""The first record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The audit trail refuses to be changed, whoever asks.
APPEND_ONLY = {
    "sqlite": [
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
        "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
    ],
}
NOT_APPEND_ONLY = {
    "sqlite": [
        "DROP TRIGGER audit_entry_no_update",
        "DROP TRIGGER audit_entry_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "DROP FUNCTION audit_entry_refuse()",
    ],
}


def upgrade() -> None:
    op.create_table(
        "allowance_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("age_to", sa.Integer(), nullable=False),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"level\" IN ('level_1', 'level_2', 'level_3', 'agency', 'lodgings', 'special')",
            name=op.f("ck_allowance_rate_level"),
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_allowance_rate_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_rate")),
    )
    op.create_table(
        "audit_entry",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("username", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object_type", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index(
        op.f("ix_audit_entry_object_type_object_id"),
        "audit_entry",
        ["object_type", "object_id"],
        unique=False,
    )
    op.create_table(
        "authorisation_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("urgency", sa.String(length=64), nullable=False),
        sa.Column("joint_funding", sa.Boolean(), nullable=True),
        sa.Column("permanency_service", sa.Boolean(), nullable=True),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("also_needs", sa.String(length=64), nullable=True),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"also_needs\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds')",
            name=op.f("ck_authorisation_rule_also_needs"),
        ),
        sa.CheckConstraint(
            "\"kind\" IN ('first_time', 'change', 'short_break', 'parent_child', 'remand', 'secure', 'secure_step_down', 'supported', 'lodgings', 'staying_put', 'permanent', 'foster_to_adopt', 'return_home', 'nrpf', 'assessment', 'crisis')",
            name=op.f("ck_authorisation_rule_kind"),
        ),
        sa.CheckConstraint(
            "\"post\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds')",
            name=op.f("ck_authorisation_rule_post"),
        ),
        sa.CheckConstraint(
            "\"urgency\" IN ('planned', 'urgent', 'out_of_hours')",
            name=op.f("ck_authorisation_rule_urgency"),
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_authorisation_rule_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation_rule")),
    )
    op.create_index(
        op.f("ix_authorisation_rule_kind_urgency"),
        "authorisation_rule",
        ["kind", "urgency"],
        unique=False,
    )
    op.create_table(
        "clock_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("working_days", sa.Integer(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('case_system', 'iha_notify', 'iha_done', 'contract', 'finance', 'duty_move', 'retrospective', 'condition', 'first_visit', 'chase', 'other')",
            name=op.f("ck_clock_rule_kind"),
        ),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_clock_rule_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_rule")),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint(
            "list_name", "code", "from_year", name=op.f("uq_code_list_name_code_from_year")
        ),
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counter")),
    )
    op.create_table(
        "family",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family")),
        sa.UniqueConstraint("reference", name=op.f("uq_family_reference")),
    )
    op.create_table(
        "matching_weight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_matching_weight_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_weight")),
        sa.UniqueConstraint(
            "code", "effective_from", name=op.f("uq_matching_weight_code_effective_from")
        ),
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("urn", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("local_authority", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("registration_status", sa.Text(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("grade", sa.String(length=64), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("on_framework", sa.Boolean(), nullable=False),
        sa.Column("checks_done_on", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("typical_weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"grade\" IN ('outstanding', 'good', 'requires_improvement', 'inadequate')",
            name=op.f("ck_provider_grade"),
        ),
        sa.CheckConstraint(
            "\"kind\" IN ('ifa', 'childrens_home', 'special_school', 'secure', 'supported', 'adoption', 'family_centre', 'other')",
            name=op.f("ck_provider_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("reference", name=op.f("uq_provider_reference")),
    )
    op.create_index(op.f("ix_provider_name"), "provider", ["name"], unique=False)
    op.create_index(op.f("ix_provider_urn"), "provider", ["urn"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("area_name", sa.Text(), nullable=False),
        sa.Column("team_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("out_of_hours_phone", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from",
            name=op.f("ck_setting_effective"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("code", "effective_from", name=op.f("uq_setting_code_effective_from")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"role\" IN ('officer', 'business', 'manager', 'panel', 'administrator')",
            name=op.f("ck_user_account_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("username", name=op.f("uq_user_account_username")),
    )
    op.create_table(
        "child",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("upn", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=64), nullable=False),
        sa.Column("gender_words", sa.Text(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("religion", sa.Text(), nullable=False),
        sa.Column("first_language", sa.Text(), nullable=False),
        sa.Column("arrived_alone", sa.Boolean(), nullable=False),
        sa.Column("legal_status", sa.Text(), nullable=True),
        sa.Column("need_category", sa.Text(), nullable=True),
        sa.Column("family_id", sa.Integer(), nullable=True),
        sa.Column("home_address", sa.Text(), nullable=False),
        sa.Column("home_postcode", sa.Text(), nullable=False),
        sa.Column("school_name", sa.Text(), nullable=False),
        sa.Column("school_postcode", sa.Text(), nullable=False),
        sa.Column("social_worker", sa.Text(), nullable=False),
        sa.Column("social_worker_phone", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("with_permanency_service", sa.Boolean(), nullable=False),
        sa.Column("looked_after_since", sa.Date(), nullable=True),
        sa.Column("ceased_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("\"sex\" IN ('female', 'male')", name=op.f("ck_child_sex")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["family.id"], name=op.f("fk_child_family_id_family")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
        sa.UniqueConstraint("reference", name=op.f("uq_child_reference")),
    )
    op.create_index(op.f("ix_child_case_number"), "child", ["case_number"], unique=False)
    op.create_index(op.f("ix_child_family_id"), "child", ["family_id"], unique=False)
    op.create_index(
        op.f("ix_child_last_name_first_name"), "child", ["last_name", "first_name"], unique=False
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_draft_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("user_id", "form", name=op.f("uq_draft_user_id_form")),
    )
    op.create_table(
        "home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("urn", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("registration_status", sa.Text(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("local_authority", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(length=64), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("short_break_only", sa.Boolean(), nullable=False),
        sa.Column("weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"grade\" IN ('outstanding', 'good', 'requires_improvement', 'inadequate')",
            name=op.f("ck_home_grade"),
        ),
        sa.CheckConstraint(
            "\"kind\" IN ('ifa', 'childrens_home', 'special_school', 'secure', 'supported', 'adoption', 'family_centre', 'other')",
            name=op.f("ck_home_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_home_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home")),
        sa.UniqueConstraint("reference", name=op.f("uq_home_reference")),
    )
    op.create_index(op.f("ix_home_provider_id"), "home", ["provider_id"], unique=False)
    op.create_index(op.f("ix_home_urn"), "home", ["urn"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("connected", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.Column("checks_due_on", sa.Date(), nullable=True),
        sa.Column("payment_level", sa.String(length=64), nullable=True),
        sa.Column("weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.Column("council_only", sa.Boolean(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("supervising_worker", sa.Text(), nullable=False),
        sa.Column("spare_bedrooms", sa.Integer(), nullable=True),
        sa.Column("someone_home", sa.Boolean(), nullable=True),
        sa.Column("pets", sa.Boolean(), nullable=True),
        sa.Column("pets_note", sa.Text(), nullable=False),
        sa.Column("smokers", sa.Boolean(), nullable=True),
        sa.Column("ground_floor_bedroom", sa.Boolean(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("has_car", sa.Boolean(), nullable=True),
        sa.Column("long_term_willing", sa.Boolean(), nullable=True),
        sa.Column("duty_willing", sa.Boolean(), nullable=False),
        sa.Column("interests", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("sustained_placements", sa.Integer(), nullable=False),
        sa.Column("disrupted_placements", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"payment_level\" IN ('level_1', 'level_2', 'level_3', 'agency', 'lodgings', 'special')",
            name=op.f("ck_household_payment_level"),
        ),
        sa.CheckConstraint(
            "\"status\" IN ('active', 'assessment', 'ended')", name=op.f("ck_household_status")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_household_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("reference", name=op.f("uq_household_reference")),
    )
    op.create_index(op.f("ix_household_name"), "household", ["name"], unique=False)
    op.create_index(op.f("ix_household_postcode"), "household", ["postcode"], unique=False)
    op.create_index(op.f("ix_household_provider_id"), "household", ["provider_id"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by"],
            ["user_account.id"],
            name=op.f("fk_import_batch_imported_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("urgency", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("needed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("social_worker", sa.Text(), nullable=False),
        sa.Column("social_worker_phone", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("urgent_reason", sa.Text(), nullable=False),
        sa.Column("joint_funding_likely", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('first_time', 'change', 'short_break', 'parent_child', 'remand', 'secure', 'secure_step_down', 'supported', 'lodgings', 'staying_put', 'permanent', 'foster_to_adopt', 'return_home', 'nrpf', 'assessment', 'crisis')",
            name=op.f("ck_request_kind"),
        ),
        sa.CheckConstraint(
            "\"stage\" IN ('draft', 'referred', 'authorised', 'searching', 'offers_in', 'with_social_worker', 'agreed', 'placed', 'closed', 'withdrawn')",
            name=op.f("ck_request_stage"),
        ),
        sa.CheckConstraint(
            "\"urgency\" IN ('planned', 'urgent', 'out_of_hours')", name=op.f("ck_request_urgency")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_request_owner_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_request_reference")),
    )
    op.create_index(op.f("ix_request_owner_id"), "request", ["owner_id"], unique=False)
    op.create_index(
        op.f("ix_request_stage_needed_at"), "request", ["stage", "needed_at"], unique=False
    )
    op.create_table(
        "authorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("retrospective", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"decision\" IN ('agreed', 'agreed_conditions', 'deferred', 'not_agreed')",
            name=op.f("ck_authorisation_decision"),
        ),
        sa.CheckConstraint(
            "\"kind\" IN ('first_time', 'change', 'short_break', 'parent_child', 'remand', 'secure', 'secure_step_down', 'supported', 'lodgings', 'staying_put', 'permanent', 'foster_to_adopt', 'return_home', 'nrpf', 'assessment', 'crisis')",
            name=op.f("ck_authorisation_kind"),
        ),
        sa.CheckConstraint(
            "\"post\" IN ('pasp', 'jasp', 'assistant_director', 'service_director', 'head_of_service', 'head_children_in_care', 'commissioning_lead', 'adm', 'secure_panel', 'on_call', 'eds')",
            name=op.f("ck_authorisation_post"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_authorisation_recorded_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_authorisation_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
    )
    op.create_index(
        op.f("ix_authorisation_request_id"), "authorisation", ["request_id"], unique=False
    )
    op.create_table(
        "carer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=64), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("religion", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("\"sex\" IN ('female', 'male')", name=op.f("ck_carer_sex")),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_carer_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer")),
    )
    op.create_index(op.f("ix_carer_household_id"), "carer", ["household_id"], unique=False)
    op.create_index(
        op.f("ix_carer_last_name_first_name"), "carer", ["last_name", "first_name"], unique=False
    )
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("for_children", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_exemption_dates")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_exemption_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    op.create_index(op.f("ix_exemption_household_id"), "exemption", ["household_id"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"reason\" IN ('break', 'review_overdue', 'allegation', 'illness', 'retainer', 'home_works', 'other')",
            name=op.f("ck_hold_reason"),
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_hold_dates")),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_hold_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_household_id"), "hold", ["household_id"], unique=False)
    op.create_table(
        "household_language",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_language_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_language")),
        sa.UniqueConstraint(
            "household_id", "language", name=op.f("uq_household_language_household_id_language")
        ),
    )
    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=64), nullable=True),
        sa.Column("relation", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "\"relation\" IN ('own_child', 'adult_child', 'relative', 'lodger', 'adopted')",
            name=op.f("ck_household_member_relation"),
        ),
        sa.CheckConstraint("\"sex\" IN ('female', 'male')", name=op.f("ck_household_member_sex")),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_member_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    op.create_index(
        op.f("ix_household_member_household_id"), "household_member", ["household_id"], unique=False
    )
    op.create_table(
        "household_skill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("achieved_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "\"level\" IN ('trained', 'experienced', 'specialist')",
            name=op.f("ck_household_skill_level"),
        ),
        sa.CheckConstraint(
            "\"skill\" IN ('therapeutic', 'attachment', 'mental_health', 'self_harm', 'de_escalation', 'missing', 'exploitation', 'sexual_behaviour', 'substance', 'youth_justice', 'disability', 'medical', 'autism', 'learning', 'babies', 'parenting', 'education', 'independence', 'uasc', 'sign')",
            name=op.f("ck_household_skill_skill"),
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_skill_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_skill")),
        sa.UniqueConstraint(
            "household_id", "skill", name=op.f("uq_household_skill_household_id_skill")
        ),
    )
    op.create_table(
        "issued_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_from", sa.Text(), nullable=False),
        sa.Column("indicative", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('referral_redacted', 'referral_full')", name=op.f("ck_issued_paper_kind")
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_issued_paper_child_id_child")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name=op.f("fk_issued_paper_made_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_issued_paper_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_paper")),
    )
    op.create_index(
        op.f("ix_issued_paper_request_id"), "issued_paper", ["request_id"], unique=False
    )
    op.create_table(
        "needs_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_needs_profile_child_id_child")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_needs_profile_recorded_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_needs_profile_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_profile")),
        sa.UniqueConstraint(
            "request_id",
            "child_id",
            "number",
            name=op.f("uq_needs_profile_request_id_child_id_number"),
        ),
    )
    op.create_index(op.f("ix_needs_profile_child_id"), "needs_profile", ["child_id"], unique=False)
    op.create_table(
        "request_child",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_request_child_child_id_child")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
            name=op.f("fk_request_child_request_id_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_child")),
        sa.UniqueConstraint(
            "request_id", "child_id", name=op.f("uq_request_child_request_id_child_id")
        ),
    )
    op.create_index(op.f("ix_request_child_child_id"), "request_child", ["child_id"], unique=False)
    op.create_table(
        "search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ran_by", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=64), nullable=False),
        sa.Column("indicative", sa.Boolean(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("suitable", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"tier\" IN ('connected', 'in_house', 'ifa', 'residential')",
            name=op.f("ck_search_tier"),
        ),
        sa.ForeignKeyConstraint(
            ["ran_by"], ["user_account.id"], name=op.f("fk_search_ran_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_search_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
    )
    op.create_index(op.f("ix_search_request_id"), "search", ["request_id"], unique=False)
    op.create_table(
        "terms_of_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("age_to", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(length=64), nullable=False),
        sa.Column("named_child_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "\"kind\" IN ('short_term', 'long_term', 'emergency', 'short_break', 'parent_child', 'remand', 'foster_to_adopt', 'lodgings', 'staying_put', 'connected')",
            name=op.f("ck_terms_of_approval_kind"),
        ),
        sa.CheckConstraint(
            "\"sex\" IN ('any', 'female', 'male')", name=op.f("ck_terms_of_approval_sex")
        ),
        sa.CheckConstraint(
            "age_from >= 0 AND age_to >= age_from AND age_to <= 25",
            name=op.f("ck_terms_of_approval_ages"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_terms_of_approval_dates")
        ),
        sa.CheckConstraint("places > 0", name=op.f("ck_terms_of_approval_places")),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_terms_of_approval_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["named_child_id"], ["child.id"], name=op.f("fk_terms_of_approval_named_child_id_child")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_of_approval")),
    )
    op.create_index(
        op.f("ix_terms_of_approval_household_id"),
        "terms_of_approval",
        ["household_id"],
        unique=False,
    )
    op.create_table(
        "tier_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"tier\" IN ('connected', 'in_house', 'ifa', 'residential')",
            name=op.f("ck_tier_opening_tier"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["user_account.id"], name=op.f("fk_tier_opening_opened_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_tier_opening_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_opening")),
        sa.UniqueConstraint("request_id", "tier", name=op.f("uq_tier_opening_request_id_tier")),
    )
    op.create_table(
        "option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=64), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("suitable", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("excluded_by", sa.Text(), nullable=False),
        sa.Column("verdicts", sa.Text(), nullable=False),
        sa.Column("weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.Column("distance_miles", sa.Float(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("not_used_reason", sa.String(length=64), nullable=True),
        sa.Column("not_used_note", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("overridden_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"not_used_reason\" IN ('no_place', 'siblings', 'distance', 'needs', 'risk', 'culture', 'make_up', 'length', 'declined', 'no_answer', 'social_worker', 'other')",
            name=op.f("ck_option_not_used_reason"),
        ),
        sa.CheckConstraint(
            "\"state\" IN ('open', 'not_used', 'asked', 'declined', 'offered', 'matched')",
            name=op.f("ck_option_state"),
        ),
        sa.CheckConstraint(
            "\"tier\" IN ('connected', 'in_house', 'ifa', 'residential')",
            name=op.f("ck_option_tier"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN household_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN home_id IS NULL AND provider_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_option_one_candidate"),
        ),
        sa.CheckConstraint(
            "low >= 0 AND high <= 100 AND low <= high", name=op.f("ck_option_range")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_option_home_id_home")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_option_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["overridden_by"],
            ["user_account.id"],
            name=op.f("fk_option_overridden_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_option_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_option_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["search_id"], ["search.id"], name=op.f("fk_option_search_id_search")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option")),
    )
    op.create_index(op.f("ix_option_household_id"), "option", ["household_id"], unique=False)
    op.create_index(
        op.f("ix_option_request_id_suitable"), "option", ["request_id", "suitable"], unique=False
    )
    op.create_index(op.f("ix_option_search_id"), "option", ["search_id"], unique=False)
    op.create_table(
        "approach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("authorisation_id", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(length=64), nullable=False),
        sa.Column("spoken_to", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"answer\" IN ('waiting', 'yes', 'no', 'no_answer')", name=op.f("ck_approach_answer")
        ),
        sa.CheckConstraint(
            "\"means\" IN ('telephone', 'visit', 'referral')", name=op.f("ck_approach_means")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["user_account.id"], name=op.f("fk_approach_asked_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["authorisation_id"],
            ["authorisation.id"],
            name=op.f("fk_approach_authorisation_id_authorisation"),
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_approach_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_approach_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approach")),
    )
    op.create_index(op.f("ix_approach_answer"), "approach", ["answer"], unique=False)
    op.create_index(op.f("ix_approach_option_id"), "approach", ["option_id"], unique=False)
    op.create_index(op.f("ix_approach_request_id"), "approach", ["request_id"], unique=False)
    op.create_table(
        "social_worker_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("view", sa.String(length=64), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("support_wanted", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"view\" IN ('agree', 'agree_with_support', 'disagree')",
            name=op.f("ck_social_worker_view_view"),
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_social_worker_view_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_social_worker_view_recorded_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_social_worker_view_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_social_worker_view")),
    )
    op.create_index(
        op.f("ix_social_worker_view_request_id"), "social_worker_view", ["request_id"], unique=False
    )
    op.create_table(
        "match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("compromises", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["user_account.id"], name=op.f("fk_match_agreed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_match_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_match_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["view_id"], ["social_worker_view.id"], name=op.f("fk_match_view_id_social_worker_view")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
    )
    op.create_index(op.f("ix_match_request_id"), "match", ["request_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approach_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("can_start_on", sa.Date(), nullable=False),
        sa.Column("weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.Column("includes", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["approach_id"], ["approach.id"], name=op.f("fk_offer_approach_id_approach")
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_offer_option_id_option")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("approach_id", name=op.f("uq_offer_approach_id")),
    )
    op.create_index(op.f("ix_offer_option_id"), "offer", ["option_id"], unique=False)
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("elsewhere", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("expected_end_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("end_planned", sa.Boolean(), nullable=True),
        sa.Column("weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('short_term', 'long_term', 'emergency', 'short_break', 'parent_child', 'remand', 'foster_to_adopt', 'lodgings', 'staying_put', 'connected')",
            name=op.f("ck_placement_kind"),
        ),
        sa.CheckConstraint(
            "\"tier\" IN ('connected', 'in_house', 'ifa', 'residential')",
            name=op.f("ck_placement_tier"),
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= starts_on", name=op.f("ck_placement_dates")
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_placement_child_id_child")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_placement_home_id_home")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_placement_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_placement_match_id_match")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_placement_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_placement_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    op.create_index(
        op.f("ix_placement_child_id_starts_on"),
        "placement",
        ["child_id", "starts_on"],
        unique=False,
    )
    op.create_index(op.f("ix_placement_ended_on"), "placement", ["ended_on"], unique=False)
    op.create_index(op.f("ix_placement_home_id"), "placement", ["home_id"], unique=False)
    op.create_index(op.f("ix_placement_household_id"), "placement", ["household_id"], unique=False)
    op.create_table(
        "episode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=True),
        sa.Column("decom", sa.Date(), nullable=False),
        sa.Column("rne", sa.Text(), nullable=False),
        sa.Column("ls", sa.Text(), nullable=False),
        sa.Column("cin", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_provider", sa.Text(), nullable=False),
        sa.Column("dec", sa.Date(), nullable=True),
        sa.Column("rec", sa.Text(), nullable=False),
        sa.Column("reason_place_change", sa.Text(), nullable=False),
        sa.Column("home_post", sa.Text(), nullable=False),
        sa.Column("pl_post", sa.Text(), nullable=False),
        sa.Column("urn", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("dec IS NULL OR dec > decom", name=op.f("ck_episode_length")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_episode_child_id_child")),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_episode_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
        sa.UniqueConstraint("child_id", "decom", name=op.f("uq_episode_child_id_decom")),
    )
    op.create_index(op.f("ix_episode_placement_id"), "episode", ["placement_id"], unique=False)
    op.create_table(
        "ledger_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weekly_price_pence", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "\"kind\" IN ('start', 'move', 'terms', 'end')", name=op.f("ck_ledger_line_kind")
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_ledger_line_child_id_child")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_ledger_line_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_ledger_line_recorded_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_line")),
    )
    op.create_index(op.f("ix_ledger_line_child_id"), "ledger_line", ["child_id"], unique=False)
    op.create_index(
        op.f("ix_ledger_line_placement_id"), "ledger_line", ["placement_id"], unique=False
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("placement_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('case_system', 'iha_notify', 'iha_done', 'contract', 'finance', 'duty_move', 'retrospective', 'condition', 'first_visit', 'chase', 'other')",
            name=op.f("ck_task_kind"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_task_child_id_child")),
        sa.ForeignKeyConstraint(
            ["done_by"], ["user_account.id"], name=op.f("fk_task_done_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_task_owner_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_task_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_task_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_done_at_due_at"), "task", ["done_at", "due_at"], unique=False)
    op.create_index(op.f("ix_task_request_id"), "task", ["request_id"], unique=False)
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in NOT_APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index(op.f("ix_task_request_id"), table_name="task")
    op.drop_index(op.f("ix_task_done_at_due_at"), table_name="task")
    op.drop_table("task")
    op.drop_index(op.f("ix_ledger_line_placement_id"), table_name="ledger_line")
    op.drop_index(op.f("ix_ledger_line_child_id"), table_name="ledger_line")
    op.drop_table("ledger_line")
    op.drop_index(op.f("ix_episode_placement_id"), table_name="episode")
    op.drop_table("episode")
    op.drop_index(op.f("ix_placement_household_id"), table_name="placement")
    op.drop_index(op.f("ix_placement_home_id"), table_name="placement")
    op.drop_index(op.f("ix_placement_ended_on"), table_name="placement")
    op.drop_index(op.f("ix_placement_child_id_starts_on"), table_name="placement")
    op.drop_table("placement")
    op.drop_index(op.f("ix_offer_option_id"), table_name="offer")
    op.drop_table("offer")
    op.drop_index(op.f("ix_match_request_id"), table_name="match")
    op.drop_table("match")
    op.drop_index(op.f("ix_social_worker_view_request_id"), table_name="social_worker_view")
    op.drop_table("social_worker_view")
    op.drop_index(op.f("ix_approach_request_id"), table_name="approach")
    op.drop_index(op.f("ix_approach_option_id"), table_name="approach")
    op.drop_index(op.f("ix_approach_answer"), table_name="approach")
    op.drop_table("approach")
    op.drop_index(op.f("ix_option_search_id"), table_name="option")
    op.drop_index(op.f("ix_option_request_id_suitable"), table_name="option")
    op.drop_index(op.f("ix_option_household_id"), table_name="option")
    op.drop_table("option")
    op.drop_table("tier_opening")
    op.drop_index(op.f("ix_terms_of_approval_household_id"), table_name="terms_of_approval")
    op.drop_table("terms_of_approval")
    op.drop_index(op.f("ix_search_request_id"), table_name="search")
    op.drop_table("search")
    op.drop_index(op.f("ix_request_child_child_id"), table_name="request_child")
    op.drop_table("request_child")
    op.drop_index(op.f("ix_needs_profile_child_id"), table_name="needs_profile")
    op.drop_table("needs_profile")
    op.drop_index(op.f("ix_issued_paper_request_id"), table_name="issued_paper")
    op.drop_table("issued_paper")
    op.drop_table("household_skill")
    op.drop_index(op.f("ix_household_member_household_id"), table_name="household_member")
    op.drop_table("household_member")
    op.drop_table("household_language")
    op.drop_index(op.f("ix_hold_household_id"), table_name="hold")
    op.drop_table("hold")
    op.drop_index(op.f("ix_exemption_household_id"), table_name="exemption")
    op.drop_table("exemption")
    op.drop_index(op.f("ix_carer_last_name_first_name"), table_name="carer")
    op.drop_index(op.f("ix_carer_household_id"), table_name="carer")
    op.drop_table("carer")
    op.drop_index(op.f("ix_authorisation_request_id"), table_name="authorisation")
    op.drop_table("authorisation")
    op.drop_index(op.f("ix_request_stage_needed_at"), table_name="request")
    op.drop_index(op.f("ix_request_owner_id"), table_name="request")
    op.drop_table("request")
    op.drop_table("import_batch")
    op.drop_index(op.f("ix_household_provider_id"), table_name="household")
    op.drop_index(op.f("ix_household_postcode"), table_name="household")
    op.drop_index(op.f("ix_household_name"), table_name="household")
    op.drop_table("household")
    op.drop_index(op.f("ix_home_urn"), table_name="home")
    op.drop_index(op.f("ix_home_provider_id"), table_name="home")
    op.drop_table("home")
    op.drop_table("draft")
    op.drop_index(op.f("ix_child_last_name_first_name"), table_name="child")
    op.drop_index(op.f("ix_child_family_id"), table_name="child")
    op.drop_index(op.f("ix_child_case_number"), table_name="child")
    op.drop_table("child")
    op.drop_table("user_account")
    op.drop_table("setting")
    op.drop_table("service")
    op.drop_index(op.f("ix_provider_urn"), table_name="provider")
    op.drop_index(op.f("ix_provider_name"), table_name="provider")
    op.drop_table("provider")
    op.drop_table("matching_weight")
    op.drop_table("family")
    op.drop_table("counter")
    op.drop_table("code")
    op.drop_table("clock_rule")
    op.drop_index(op.f("ix_authorisation_rule_kind_urgency"), table_name="authorisation_rule")
    op.drop_table("authorisation_rule")
    op.drop_index(op.f("ix_audit_entry_object_type_object_id"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("allowance_rate")
