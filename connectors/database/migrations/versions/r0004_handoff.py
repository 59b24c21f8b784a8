"""Handing over: the cases, their notes, signals to policy, who is at the desk, and who said a message."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
STATUSES = "status in ('waiting','claimed','returned','closed','withdrawn')"


def upgrade() -> None:
    op.add_column("messages", sa.Column("author", sa.Text()))
    op.add_column("conversations", sa.Column("topic", sa.Text()))
    _handoffs()
    _notes()
    _signals()
    _presence()
    _events()


def downgrade() -> None:
    for table in ("handoff_events", "presence", "signals", "handoff_notes", "handoffs"):
        op.drop_table(table)
    op.drop_column("conversations", "topic")
    op.drop_column("messages", "author")


def _handoffs() -> None:
    op.create_table(
        "handoffs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("case", JSONB(none_as_null=True), nullable=False),
        sa.Column("in_hours", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("agent_id", sa.Uuid()),
        sa.Column("agent_name", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("contact_kind", sa.Text()),
        sa.Column("contact", sa.LargeBinary()),
        sa.Column("contact_wanted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told", JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("agent_read", sa.Integer(), server_default="0", nullable=False),
        sa.Column("agent_typed_at", sa.DateTime(timezone=True)),
        sa.Column("citizen_typed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="handoffs_pk"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="handoffs_conversation_id_fk", ondelete="CASCADE"
        ),
        sa.CheckConstraint(STATUSES, name=op.f("handoffs_status_check")),
    )
    waiting, is_open = sa.text("status = 'waiting'"), sa.text("status in ('waiting','claimed')")
    op.create_index("handoffs_open", "handoffs", ["conversation_id"], unique=True, postgresql_where=is_open)
    op.create_index("handoffs_queue", "handoffs", ["team", "rank", "created_at"], postgresql_where=waiting)
    op.create_index("handoffs_agent", "handoffs", ["agent_id"], postgresql_where=sa.text("status = 'claimed'"))


def _notes() -> None:
    op.create_table(
        "handoff_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handoff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="note", nullable=False),
        sa.Column("agent_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="handoff_notes_pk"),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoffs.id"], name="handoff_notes_handoff_id_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("handoff_notes_handoff", "handoff_notes", ["handoff_id"])


def _signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text()),
        sa.Column("topic", sa.Text()),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="signals_pk"),
    )


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("available", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("agent_id", name="presence_pk"),
    )


def _events() -> None:
    op.create_table(
        "handoff_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("handoff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", JSONB(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="handoff_events_pk"),
    )
