"""The people of the desk: accounts, sessions, failed attempts, visits to an identity provider, and their audit."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
TIME = sa.DateTime(timezone=True)
APPEND_ONLY = """
CREATE FUNCTION desk_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'desk_audit is append-only'; END $$;
CREATE TRIGGER desk_audit_is_append_only BEFORE UPDATE OR DELETE ON desk_audit
FOR EACH ROW EXECUTE FUNCTION desk_audit_is_append_only();
CREATE TRIGGER desk_audit_is_never_emptied BEFORE TRUNCATE ON desk_audit
FOR EACH STATEMENT EXECUTE FUNCTION desk_audit_is_append_only();
"""


def upgrade() -> None:
    _accounts()
    _sessions()
    _signing_in()
    _audit()


def downgrade() -> None:
    for table in ("desk_audit", "desk_provider_visits", "desk_attempts", "desk_sessions", "accounts"):
        op.drop_table(table)
    op.execute("DROP FUNCTION desk_audit_is_append_only")


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("password_is_first", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("issuer", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("created_at", TIME, server_default=CLOCK, nullable=False),
        sa.Column("signed_in_at", TIME),
        sa.PrimaryKeyConstraint("id", name="accounts_pk"),
        sa.UniqueConstraint("issuer", "subject", name="accounts_issuer_subject_key"),
        sa.CheckConstraint("role in ('agent','lead','editor','administrator')", name=op.f("accounts_role_check")),
        sa.CheckConstraint("password_hash is null or subject is null", name=op.f("accounts_one_way_in_check")),
    )
    op.create_index("accounts_login", "accounts", ["login"], unique=True, postgresql_where=sa.text("subject IS NULL"))


def _sessions() -> None:
    op.create_table(
        "desk_sessions",
        sa.Column("id_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("id_token", sa.Text()),
        sa.Column("created_at", TIME, server_default=CLOCK, nullable=False),
        sa.Column("seen_at", TIME, server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="desk_sessions_pk"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="desk_sessions_account_id_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("desk_sessions_account", "desk_sessions", ["account_id"])


def _signing_in() -> None:
    op.create_table(
        "desk_attempts",
        sa.Column("login_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", TIME, server_default=CLOCK, nullable=False),
        sa.Column("locked_until", TIME),
        sa.PrimaryKeyConstraint("login_hash", name="desk_attempts_pk"),
    )
    op.create_table(
        "desk_provider_visits",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("return_to", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="desk_provider_visits_pk"),
    )


def _audit() -> None:
    op.create_table(
        "desk_audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("account_id", sa.Uuid()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("at", TIME, server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("id", name="desk_audit_pk"),
    )
    op.create_index("desk_audit_account", "desk_audit", ["account_id"])
    op.create_index("desk_audit_object", "desk_audit", ["object_kind", "object_id"])
    op.create_index("desk_audit_at", "desk_audit", ["at"])
    op.execute(APPEND_ONLY)
