"""WhatsApp: contacts, inbox, outbox, statuses; a trigger puts what is said in the outbox, in the same transaction."""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
EPOCH = sa.text("'epoch'::timestamptz")
PENDING = sa.text("status = 'pending'")
OPEN = sa.text("status in ('waiting','sending')")
# Whoever stores a message (the assistant, an agent, the system) needs to know nothing of WhatsApp, and cannot forget
# it. A message with a payload is a note for the desk. The ids count up in the order of the conversation, because its
# row is locked by whoever appends.
FOLLOW = """
CREATE FUNCTION whatsapp_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO whatsapp_outbox (contact_id, message_id)
  SELECT id, NEW.id FROM whatsapp_contacts WHERE conversation_id = NEW.conversation_id;
  IF FOUND THEN PERFORM pg_notify('wegwijs', 'whatsapp-outbox'); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER whatsapp_follow AFTER INSERT ON messages
FOR EACH ROW WHEN (NEW.role <> 'citizen' AND NEW.payload IS NULL) EXECUTE FUNCTION whatsapp_follow();
"""


def upgrade() -> None:
    _contacts()
    _inbox()
    _outbox()
    _sent()
    op.execute(FOLLOW)


def downgrade() -> None:
    """Takes every address with it: citizens have to write first again."""
    op.execute("DROP TRIGGER whatsapp_follow ON messages")
    op.execute("DROP FUNCTION whatsapp_follow")
    for table in ("numbers", "statuses", "sent", "outbox", "inbox", "contacts"):
        op.drop_table(f"whatsapp_{table}")


def _contacts() -> None:
    op.create_table(
        "whatsapp_contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_key", sa.Text()),
        sa.Column("phone_key", sa.Text()),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("conversation_id", sa.Uuid()),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paced_until", sa.DateTime(timezone=True), server_default=EPOCH, nullable=False),
        sa.Column("templated_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="whatsapp_contacts_pk"),
        sa.UniqueConstraint("user_key", name="whatsapp_contacts_user_key_key"),
        sa.UniqueConstraint("phone_key", name="whatsapp_contacts_phone_key_key"),
        sa.UniqueConstraint("conversation_id", name="whatsapp_contacts_conversation_id_key"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="whatsapp_contacts_conversation_id_fk", ondelete="SET NULL"
        ),
        sa.CheckConstraint("user_key is not null or phone_key is not null", name=op.f("whatsapp_contacts_known_check")),
    )


def _inbox() -> None:
    op.create_table(
        "whatsapp_inbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("contact_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="whatsapp_inbox_pk"),
        sa.UniqueConstraint("message_key", name="whatsapp_inbox_message_key_key"),
        sa.CheckConstraint("status in ('pending','done','failed')", name=op.f("whatsapp_inbox_status_check")),
    )
    op.create_index(
        "whatsapp_inbox_order", "whatsapp_inbox", ["contact_key", "sent_at", "received_at"], postgresql_where=PENDING
    )
    op.create_index("whatsapp_inbox_next", "whatsapp_inbox", ["try_at"], postgresql_where=PENDING)


def _outbox() -> None:
    op.create_table(
        "whatsapp_outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid()),
        sa.Column("notice", sa.Text()),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("part", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Integer()),
        sa.Column("try_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="whatsapp_outbox_pk"),
        sa.UniqueConstraint("message_id", name="whatsapp_outbox_message_id_key"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["whatsapp_contacts.id"], name="whatsapp_outbox_contact_id_fk", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="whatsapp_outbox_message_id_fk", ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "status in ('waiting','sending','held','sent','failed','unsure')",
            name=op.f("whatsapp_outbox_status_check"),
        ),
        sa.CheckConstraint("(message_id is null) <> (notice is null)", name=op.f("whatsapp_outbox_content_check")),
    )
    op.create_index("whatsapp_outbox_order", "whatsapp_outbox", ["contact_id", "id"], postgresql_where=OPEN)
    op.create_index("whatsapp_outbox_next", "whatsapp_outbox", ["try_at"], postgresql_where=OPEN)


def _sent() -> None:
    op.create_table(
        "whatsapp_sent",
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("message_key", name="whatsapp_sent_pk"),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["whatsapp_outbox.id"], name="whatsapp_sent_outbox_id_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("whatsapp_sent_outbox", "whatsapp_sent", ["outbox_id"])
    op.create_table(
        "whatsapp_statuses",
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error", sa.Integer()),
        sa.Column("reference", sa.Text()),
        sa.Column("handled", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("message_key", "status", name="whatsapp_statuses_pk"),
    )
    op.create_index("whatsapp_statuses_new", "whatsapp_statuses", ["at"], postgresql_where=sa.text("not handled"))
    op.create_table(
        "whatsapp_numbers",
        sa.Column("phone_number_id", sa.Text(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), server_default=EPOCH, nullable=False),
        sa.Column("trouble", sa.Integer()),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("phone_number_id", name="whatsapp_numbers_pk"),
    )
