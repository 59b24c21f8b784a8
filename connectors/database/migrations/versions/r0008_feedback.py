"""Whether answers helped, per topic; no word of the citizen."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), server_default=sa.text("CURRENT_DATE"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="feedback_pk"),
        sa.UniqueConstraint("message_id", name="feedback_message_id_key"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="feedback_message_id_fk", ondelete="SET NULL"),
        sa.CheckConstraint("reason in ('other_question','unclear','incomplete')", name=op.f("feedback_reason_check")),
    )


def downgrade() -> None:
    op.drop_table("feedback")
