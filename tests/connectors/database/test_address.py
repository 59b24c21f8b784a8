"""One database, several readers of its address."""

import pytest

from connectors.database import address

SOCKET = "postgresql://postgres:@/postgres?host=/tmp/a"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_way_to_write_a_postgresql_address_is_understood(scheme: str) -> None:
    given = f"{scheme}://wegwijs:p%40ss@db.example:5433/wegwijs"
    assert address.for_sqlalchemy(given) == "postgresql+psycopg://wegwijs:p%40ss@db.example:5433/wegwijs"
    assert address.for_libpq(given) == "postgresql://wegwijs:p%40ss@db.example:5433/wegwijs"


def test_rasa_is_confined_to_its_own_schema() -> None:
    assert address.for_rasa(SOCKET).startswith("postgresql://")
    assert "options=-csearch_path%3Drasa" in address.for_rasa(SOCKET)
    assert "host=%2Ftmp%2Fa" in address.for_rasa(SOCKET)


def test_another_kind_of_database_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(ValueError, match="postgresql://") as refused:
        address.for_sqlalchemy("mysql://root:secret@db/wegwijs")
    assert "secret" not in str(refused.value)
