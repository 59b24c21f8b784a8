"""Migrations make exactly the tables that the models describe."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from connectors.database.migrate import alembic_config, migrate
from connectors.database.tables import Table


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def test_models_and_migrations_are_the_same(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Table.metadata) == []


def test_constraints_have_the_names_of_the_models(database: Engine) -> None:
    found = inspect(database)
    for table in Table.metadata.sorted_tables:
        checks = {check["name"] for check in found.get_check_constraints(table.name)}
        uniques = {unique["name"] for unique in found.get_unique_constraints(table.name)}
        described = {str(c.name) for c in table.constraints if not c.__class__.__name__.endswith("KeyConstraint")}
        assert checks | uniques == described


def test_replicas_may_migrate_at_the_same_moment(new_database: Callable[[], str], postgres_url: str) -> None:
    name = f"empty_{uuid4().hex[:8]}"
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    url = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, [url] * 4))


def test_the_way_back_leaves_nothing_of_ours(database: Engine) -> None:
    with database.begin() as connection:
        configuration = alembic_config()
        configuration.attributes["connection"] = connection
        command.downgrade(configuration, "base")
    assert inspect(database).get_table_names() == ["alembic_version"]


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'agent'", "DELETE FROM audit"])
def test_the_audit_can_only_grow(database: Engine, change: str) -> None:
    with database.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audit (conversation_id, episode, after, actor) "
                "VALUES (gen_random_uuid(), 1, 'bot', 'citizen')"
            )
        )
    with database.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(change))
