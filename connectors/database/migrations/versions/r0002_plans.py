"""The plan of a conversation: its state, never its words."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("state", JSONB(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="plans_pk"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="plans_conversation_id_fk", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("plans")
