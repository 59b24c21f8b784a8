"""The outbox: what must reach another system, one row a delivery."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
NOTHING = sa.text("'{}'::jsonb")
WAITING = sa.text("status in ('pending','delivering')")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("payload", JSONB(none_as_null=True), server_default=NOTHING, nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tried_since", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("alarm", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("external_ids", JSONB(none_as_null=True), server_default=NOTHING, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="outbox_pk"),
        sa.UniqueConstraint("idempotency_key", name="outbox_idempotency_key_key"),
        sa.UniqueConstraint("sequence", name="outbox_sequence_key"),
        sa.CheckConstraint("status in ('pending','delivering','delivered','failed')", name=op.f("outbox_status_check")),
    )
    op.create_index("outbox_waiting", "outbox", ["next_attempt_at"], postgresql_where=WAITING)
    op.create_index("outbox_subject", "outbox", ["subject_id", "sequence"])


def downgrade() -> None:
    op.drop_table("outbox")
