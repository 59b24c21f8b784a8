"""Addresses of one PostgreSQL for its two readers: SQLAlchemy 2 (ours) and Rasa's SQLAlchemy 1.4."""

from sqlalchemy import URL, make_url

RASA_SCHEMA = "rasa"


def for_sqlalchemy(url: str) -> str:
    """`postgres://…`, `postgresql://…` or any driver's form → `postgresql+psycopg://…`, password kept."""
    return _with_driver(url, "postgresql+psycopg")


def for_libpq(url: str) -> str:
    """The same address for a plain psycopg connection (the listener)."""
    return _with_driver(url, "postgresql")


def for_rasa(url: str) -> str:
    """The same database for `SQLTrackerStore` (psycopg2), confined to the schema `rasa`.

    A schema and not a database of its own, so that a conversation and its tracker are forgotten in one
    transaction. Alembic looks at the default schema only: the two never meet.
    """
    plain = _parse(url).set(drivername="postgresql")
    confined = plain.update_query_dict({"options": f"-csearch_path={RASA_SCHEMA}"})
    return confined.render_as_string(hide_password=False)


def _with_driver(url: str, driver: str) -> str:
    return _parse(url).set(drivername=driver).render_as_string(hide_password=False)


def _parse(url: str) -> URL:
    """Raises ValueError when the address is not one of PostgreSQL; the message never holds the address."""
    parsed = make_url(url)
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parsed.drivername}://")
    return parsed
