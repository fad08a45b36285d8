"""Papers of every kind, forms and pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


_KIND = op.f("ck_issued_paper_kind")
_OLD = ("referral_redacted", "referral_full")
_NEW = (
    *_OLD,
    "referral_pack",
    "matching_record",
    "panel_pack",
    "panel_minutes",
    "decision_letter",
    "meet_your_carers",
    "child_page",
    "health_notification",
    "placement_agreement",
    "chosen_pack",
)


def _among(codes: tuple[str, ...]) -> sa.TextClause:
    listed = ", ".join(f"'{code}'" for code in codes)
    return sa.text(f'"kind" IN ({listed})')


def upgrade() -> None:
    op.create_table(
        "paper_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"code\" IN ('placement_plan', 'delegated_authority', 'contacts', 'risk_plan', 'health', 'child_page', 'household_profile', 'agreement', 'minutes')",
            name=op.f("ck_paper_form_code"),
        ),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_paper_form_child_id_child")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_paper_form_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_paper_form_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_paper_form_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["user_account.id"], name=op.f("fk_paper_form_saved_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_form")),
        sa.UniqueConstraint(
            "code", "subject", "number", name=op.f("uq_paper_form_code_subject_number")
        ),
    )
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["user_account.id"], name=op.f("fk_picture_added_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_picture_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_household_id"), ["household_id"], unique=False)

    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("household_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("subject", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("subject_words", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("body", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("changes", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("pages", sa.Integer(), nullable=False, server_default="0"))
        batch_op.alter_column("request_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.drop_constraint(_KIND, type_="check")
        batch_op.create_check_constraint(_KIND, _among(_NEW))

    # Papers are numbered within their subject; those of before are all of a request.
    op.execute("UPDATE issued_paper SET subject = 'request ' || request_id")
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_paper_household_id"), ["household_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issued_paper_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_issued_paper_kind_subject_number"), ["kind", "subject", "number"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_issued_paper_meeting_id_meeting"), "meeting", ["meeting_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_issued_paper_household_id_household"),
            "household",
            ["household_id"],
            ["id"],
        )


def downgrade() -> None:
    # An older version knows the two referrals alone.
    op.execute("DELETE FROM issued_paper WHERE kind NOT IN ('referral_redacted', 'referral_full')")
    with op.batch_alter_table("issued_paper", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_issued_paper_household_id_household"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_issued_paper_meeting_id_meeting"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_issued_paper_kind_subject_number"), type_="unique")
        batch_op.drop_constraint(_KIND, type_="check")
        batch_op.create_check_constraint(_KIND, _among(_OLD))
        batch_op.drop_index(batch_op.f("ix_issued_paper_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_issued_paper_household_id"))
        batch_op.alter_column("request_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("pages")
        batch_op.drop_column("changes")
        batch_op.drop_column("body")
        batch_op.drop_column("subject_words")
        batch_op.drop_column("subject")
        batch_op.drop_column("household_id")
        batch_op.drop_column("meeting_id")

    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_picture_household_id"))

    op.drop_table("picture")
    op.drop_table("paper_form")
