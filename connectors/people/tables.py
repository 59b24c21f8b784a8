"""The tables of the people of the desk: accounts, sessions, failed attempts, sign-ins under way, and the audit.

No secret can be read back: passwords, session ids and states are kept as hashes. `desk_audit` is append-only
(a trigger refuses anything else) and holds no words of a citizen.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from connectors.database.tables import CLOCK, Table


class AccountRow(Table):
    """Somebody who works at the desk. Local (`password_hash`) or of an identity provider (`issuer`, `subject`)."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("role in ('agent','lead','editor','administrator')", name="role"),
        CheckConstraint("password_hash is null or subject is null", name="one_way_in"),
        UniqueConstraint("issuer", "subject"),
        # Only local people sign in by this name: a provider can never claim the account of one.
        Index("accounts_login", "login", unique=True, postgresql_where=text("subject IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str]
    display_name: Mapped[str]
    role: Mapped[str]
    team: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default=true())
    password_hash: Mapped[str | None]
    password_is_first: Mapped[bool] = mapped_column(server_default=false())
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    signed_in_at: Mapped[datetime | None]


class DeskSessionRow(Table):
    """A browser in which somebody is signed in. `id_token` goes back to the identity provider at sign-out."""

    __tablename__ = "desk_sessions"
    __table_args__ = (Index("desk_sessions_account", "account_id"),)

    id_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    id_token: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    seen_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class AttemptRow(Table):
    """Failures to sign in, by the hash of the name that was typed: an unknown name is locked like a known one."""

    __tablename__ = "desk_attempts"

    login_hash: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(server_default=CLOCK)
    locked_until: Mapped[datetime | None]


class ProviderVisitRow(Table):
    """Somebody who is at the identity provider now; used once, and only by the browser that left."""

    __tablename__ = "desk_provider_visits"

    state_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    return_to: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=CLOCK)


class DeskAuditRow(Table):
    """Who did what to which thing, when. No foreign keys: the row outlives the account and the thing."""

    __tablename__ = "desk_audit"
    __table_args__ = (
        Index("desk_audit_account", "account_id"),
        Index("desk_audit_object", "object_kind", "object_id"),
        Index("desk_audit_at", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    account_id: Mapped[UUID | None]
    name: Mapped[str]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=CLOCK)
