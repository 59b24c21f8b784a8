"""Every setting of Wegwijs, in one place, read from the environment or from `.env`.

The names are a contract (`.env.example` lists them; a test keeps the two equal).
"""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """What an operator can set; each field's environment variable is its alias."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", populate_by_name=True)

    port: int = Field(8080, alias="WEGWIJS_PORT", ge=1, le=65535, description="Public port of the gateway.")
    host: str = Field("127.0.0.1", alias="WEGWIJS_HOST", description="Address the gateway listens on.")
    data_dir: Path = Field(ROOT / "var", alias="WEGWIJS_DATA_DIR", description="Embedded database, index and logs.")
    content_dir: Path = Field(
        ROOT / "knowledge",
        alias="WEGWIJS_CONTENT_DIR",
        description="Folder with texts/, phrasings/, doors/ and organisations/.",
    )
    rasa_port: int = Field(
        0, alias="WEGWIJS_RASA_PORT", ge=0, le=65535, description="Loopback port of Rasa; 0 picks a free one."
    )
    actions_port: int = Field(
        0,
        alias="WEGWIJS_ACTIONS_PORT",
        ge=0,
        le=65535,
        description="Loopback port of the action server; 0 picks a free one.",
    )
    database_url: SecretStr | None = Field(
        None,
        alias="DATABASE_URL",
        description="postgresql://… of your own server; empty starts the embedded one.",
    )
    encoder: str = Field(
        "packaged",
        alias="WEGWIJS_ENCODER",
        description="`packaged` (multilingual-e5-small, no download) or a sentence-transformers model.",
    )
    allowed_origins: str = Field(
        "*",
        alias="WEGWIJS_ALLOWED_ORIGINS",
        description="Sites that may embed the widget, separated by commas.",
    )
    assistant_timeout_seconds: float = Field(
        20.0, alias="WEGWIJS_ASSISTANT_TIMEOUT_SECONDS", gt=0, description="How long a turn may take."
    )
    message_max_chars: int = Field(
        4000, alias="WEGWIJS_MESSAGE_MAX_CHARS", gt=0, description="Longest message a citizen may send."
    )
    messages_per_minute: int = Field(
        20,
        alias="WEGWIJS_MESSAGES_PER_MINUTE",
        gt=0,
        description="Most messages a minute in one conversation.",
    )
    desk_hours: str = Field(
        "ma-vr 08:00-20:00",
        alias="WEGWIJS_DESK_HOURS",
        description="When people answer: `ma-vr 08:00-20:00; za 10:00-16:00`. National holidays are closed.",
    )
    desk_teams: str = Field(
        "algemeen",
        alias="WEGWIJS_TEAMS",
        description="Teams of the desk, separated by commas; the first is the default.",
    )
    desk_chats_max: int = Field(
        4, alias="WEGWIJS_DESK_CHATS_MAX", ge=1, le=20, description="Most conversations that one agent has at once."
    )
    secret_key: SecretStr | None = Field(
        None,
        alias="WEGWIJS_SECRET_KEY",
        description="Fernet key that encrypts contact details; empty makes one in the data folder.",
    )
    desk: bool = Field(
        True,
        alias="WEGWIJS_DESK",
        description="Whether people take over conversations; false names phone numbers instead.",
    )
    stuck_line: float | None = Field(
        None,
        alias="WEGWIJS_STUCK_LINE",
        gt=0,
        le=1,
        description="Score at which a human is offered; empty is the line of knowledge/stuck/rules.yaml.",
    )
    stuck_mention: float | None = Field(
        None,
        alias="WEGWIJS_STUCK_MENTION",
        gt=0,
        le=1,
        description="Share of the line at which a person is mentioned; empty is that of the same file.",
    )
    public_url: str = Field(
        "",
        alias="WEGWIJS_PUBLIC_URL",
        description="https://… by which people reach the gateway; empty believes the request.",
    )
    session_idle_minutes: int = Field(
        30, alias="WEGWIJS_SESSION_IDLE_MINUTES", gt=0, description="The desk signs out who did nothing for so long."
    )
    session_hours: int = Field(
        12, alias="WEGWIJS_SESSION_HOURS", gt=0, description="The desk signs everybody out after so long."
    )
    oidc_issuer: str = Field(
        "", alias="WEGWIJS_OIDC_ISSUER", description="Issuer of your OpenID provider; empty turns it off."
    )
    oidc_client_id: str = Field("", alias="WEGWIJS_OIDC_CLIENT_ID", description="Our id at the provider.")
    oidc_client_secret: SecretStr | None = Field(
        None, alias="WEGWIJS_OIDC_CLIENT_SECRET", description="Our secret at the provider; empty for a public client."
    )
    oidc_scope: str = Field(
        "openid profile email", alias="WEGWIJS_OIDC_SCOPE", description="What is asked of the provider."
    )
    oidc_role_claim: str = Field(
        "roles", alias="WEGWIJS_OIDC_ROLE_CLAIM", description="Claim with roles; dots go deeper (realm_access.roles)."
    )
    oidc_roles: str = Field(
        "agent=agent,lead=lead,editor=editor,administrator=administrator",
        alias="WEGWIJS_OIDC_ROLES",
        description="Value of the claim = our role, separated by commas; the first that fits counts.",
    )
    oidc_team_claim: str = Field(
        "", alias="WEGWIJS_OIDC_TEAM_CLAIM", description="Claim with the team's slug; empty leaves teams to us."
    )
    log_level: str = Field(
        "INFO", alias="WEGWIJS_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR; never logs words."
    )
    openklant_url: str | None = Field(
        None,
        alias="WEGWIJS_OPENKLANT_URL",
        description="Klantinteracties API of Open Klant, up to and with /api/v1; empty: no handoff goes there.",
    )
    openklant_token: SecretStr | None = Field(
        None, alias="WEGWIJS_OPENKLANT_TOKEN", description="Token of Open Klant for Wegwijs."
    )
    openklant_channels: str = Field(
        "web=chat,whatsapp=whatsapp",
        alias="WEGWIJS_OPENKLANT_CHANNELS",
        description="What Open Klant calls our channels (kanaal).",
    )
    openklant_teams: str = Field(
        "",
        alias="WEGWIJS_OPENKLANT_TEAMS",
        description="Teams that exist in Open Klant, as team=uuid of the actor, separated by commas.",
    )
    openklant_confidential: bool = Field(
        True, alias="WEGWIJS_OPENKLANT_CONFIDENTIAL", description="Whether a klantcontact is marked vertrouwelijk."
    )
    webhook_url: str | None = Field(
        None, alias="WEGWIJS_WEBHOOK_URL", description="Where events are sent to; empty: nowhere."
    )
    webhook_secret: SecretStr | None = Field(
        None, alias="WEGWIJS_WEBHOOK_SECRET", description="whsec_… that signs events, base64 of at least 24 bytes."
    )
    webhook_old_secret: SecretStr | None = Field(
        None, alias="WEGWIJS_WEBHOOK_OLD_SECRET", description="The secret before it, while receivers change over."
    )
    webhook_token: SecretStr | None = Field(
        None, alias="WEGWIJS_WEBHOOK_TOKEN", description="Sent as Authorization: Bearer, when the receiver wants one."
    )
    webhook_source: str | None = Field(
        None,
        alias="WEGWIJS_WEBHOOK_SOURCE",
        description="Who sends the events, such as urn:nld:oin:00000001823288444000:systeem:wegwijs.",
    )
    webhook_type_prefix: str = Field(
        "nl.wegwijs", alias="WEGWIJS_WEBHOOK_TYPE_PREFIX", description="Reversed domain name before the kind of event."
    )
    outbox_give_up_days: float = Field(
        7.0,
        alias="WEGWIJS_OUTBOX_GIVE_UP_DAYS",
        gt=0,
        description="How long a delivery to another system is tried before it counts as failed.",
    )
    retention_days: int = Field(
        30,
        alias="WEGWIJS_RETENTION_DAYS",
        gt=0,
        description="Days after closing, or after the last message, that a conversation is kept.",
    )

    whatsapp_app_secret: SecretStr | None = Field(
        None,
        alias="WHATSAPP_APP_SECRET",
        description="Signs Meta's webhooks. WhatsApp is off while one of four is unset.",
    )
    whatsapp_app_secret_previous: SecretStr | None = Field(
        None, alias="WHATSAPP_APP_SECRET_PREVIOUS", description="The old one, as long as a change of secret takes."
    )
    whatsapp_verify_token: SecretStr | None = Field(
        None, alias="WHATSAPP_VERIFY_TOKEN", description="A word of your own, the same as in Meta's app."
    )
    whatsapp_access_token: SecretStr | None = Field(
        None, alias="WHATSAPP_ACCESS_TOKEN", description="The lasting token of a system user at Meta."
    )
    whatsapp_phone_number_id: str = Field(
        "", alias="WHATSAPP_PHONE_NUMBER_ID", description="Meta's id of your number, not the number itself."
    )
    whatsapp_graph_url: str = Field(
        "https://graph.facebook.com", alias="WHATSAPP_GRAPH_URL", description="Where messages are sent to."
    )
    whatsapp_graph_version: str = Field(
        "v25.0", alias="WHATSAPP_GRAPH_VERSION", description="Version of the Graph API."
    )
    whatsapp_storage_key: SecretStr | None = Field(
        None,
        alias="WHATSAPP_STORAGE_KEY",
        min_length=32,
        description="Encrypts who writes; empty makes one in the data folder. Replicas need the same.",
    )
    whatsapp_template: str = Field(
        "", alias="WHATSAPP_TEMPLATE", description="Approved template that asks to write back after 24 hours."
    )
    whatsapp_template_language: str = Field(
        "nl", alias="WHATSAPP_TEMPLATE_LANGUAGE", description="Language of that template."
    )
    whatsapp_privacy_url: str = Field(
        "https://www.rijksoverheid.nl/privacy",
        alias="WHATSAPP_PRIVACY_URL",
        description="Privacy statement in the first message.",
    )
    whatsapp_close_after_hours: float = Field(
        20,
        alias="WHATSAPP_CLOSE_AFTER_HOURS",
        gt=0,
        lt=24,
        description="Silence after which a conversation with an agent is closed, within Meta's 24 hours.",
    )

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def records_dir(self) -> Path:
        """Where ingested records (texts of others) live; never in git."""
        return self.data_dir / "records"

    @property
    def log_dir(self) -> Path:
        return self.data_dir / "logs"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
