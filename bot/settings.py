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
    log_level: str = Field(
        "INFO", alias="WEGWIJS_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR; never logs words."
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
