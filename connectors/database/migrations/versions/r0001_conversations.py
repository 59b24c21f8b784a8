"""Conversations, their messages, the lock of their turns, the audit, and a schema for Rasa's tracker."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
APPEND_ONLY = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
"""


def upgrade() -> None:
    _conversations()
    _turns()
    _messages()
    _audit()
    op.execute("CREATE SCHEMA IF NOT EXISTS rasa")


def downgrade() -> None:
    """Takes the words with it; Rasa's schema stays, because Rasa owns what is in it."""
    for table in ("audit", "messages", "turns", "conversations"):
        op.drop_table(table)
    op.execute("DROP FUNCTION audit_is_append_only")


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="bot", nullable=False),
        sa.Column("episode", sa.Integer(), server_default="1", nullable=False),
        sa.Column("last_sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("municipality", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="conversations_pk"),
        sa.CheckConstraint(
            "state in ('bot','offered','waiting','agent','closed')", name=op.f("conversations_state_check")
        ),
        sa.CheckConstraint("channel in ('web','whatsapp')", name=op.f("conversations_channel_check")),
    )


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="turns_pk"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="turns_conversation_id_fk", ondelete="CASCADE"
        ),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("reply", JSONB(none_as_null=True)),
        sa.Column("status", sa.Text(), server_default="done", nullable=False),
        sa.Column("idempotency_key", sa.Text()),
        sa.Column("answers", sa.Uuid()),
        sa.Column("answered_in_ms", sa.Integer()),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        *_message_constraints(),
    )
    op.create_index(
        "messages_pending",
        "messages",
        ["conversation_id", "sequence"],
        postgresql_where=sa.text("status = 'pending'"),
    )


def _message_constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name="messages_pk"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="messages_conversation_id_fk", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["answers"], ["messages.id"], name="messages_answers_fk", ondelete="CASCADE"),
        sa.UniqueConstraint("conversation_id", "sequence", name="messages_conversation_id_sequence_key"),
        sa.UniqueConstraint("conversation_id", "idempotency_key", name="messages_conversation_id_idempotency_key_key"),
        sa.UniqueConstraint("answers", name="messages_answers_key"),
        sa.CheckConstraint("role in ('citizen','assistant','agent','system')", name=op.f("messages_role_check")),
        sa.CheckConstraint("status in ('pending','done','failed')", name=op.f("messages_status_check")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="audit_pk"),
    )
    op.create_index("audit_conversation", "audit", ["conversation_id"])
    op.execute(APPEND_ONLY)
