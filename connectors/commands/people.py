"""`wegwijs people`: who may work at the desk, from the machine itself. The way in when nobody can sign in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Rows
from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import settings
from connectors.database.embedded import database
from connectors.database.engine import create, transaction
from connectors.database.migrate import migrate
from connectors.people import accounts
from connectors.people.accounts import NewPerson, Refused
from connectors.people.model import DEFAULT_TEAM
from connectors.people.roles import Role

WHY = {
    "login": "a name has letters, digits and . _ + @ - only (2 to 120)",
    "name": "a first name has 1 to 60 characters",
    "team": "a team is a slug, such as burgerzaken",
    "taken": "there is somebody with this name already",
    "unknown": "there is nobody with this name; see: wegwijs people list",
}
Name = Annotated[str, typer.Argument(help="User name or e-mail address.")]
console = Console(highlight=False, soft_wrap=True)
commands = typer.Typer(help="Add, list and stop the people who work at the desk.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(commands, name="people")


@commands.command()
def add(
    login: Name,
    name: Annotated[str, typer.Option(help="First name, as citizens see it.")],
    role: Annotated[Role, typer.Option()] = Role.AGENT,
    team: Annotated[str, typer.Option(help="Slug of the team.")] = DEFAULT_TEAM,
) -> None:
    """Add somebody; prints the first password once."""
    password = _run(lambda session: accounts.add(session, NewPerson(login, name, role, team), None))
    _show_password(login, password)


@commands.command("list")
def list_() -> None:
    """Show everybody."""
    table = Rows("name", "first name", "role", "team", "signs in by", "active", "last signed in")
    for row in _run(accounts.everybody):
        way = "password" if row.subject is None else "provider"
        seen = f"{row.signed_in_at:%Y-%m-%d %H:%M}" if row.signed_in_at else "never"
        table.add_row(row.login, row.display_name, row.role, row.team, way, "yes" if row.active else "no", seen)
    console.print(table)


@commands.command()
def reset(login: Name) -> None:
    """Give a new first password; whoever is signed in by this name is signed out."""

    async def work(session: AsyncSession) -> str:
        row = await accounts.by_login(session, login)
        if row is None:
            raise Refused("unknown")
        return (await accounts.reset_password(session, row.id, None))[1]

    _show_password(login, _run(work))


@commands.command()
def deactivate(login: Name) -> None:
    """Stop somebody's access at once. People of an identity provider too: by the name that `list` shows."""

    async def work(session: AsyncSession) -> int:
        found = [row for row in await accounts.everybody(session) if row.login == accounts.normal(login)]
        if not found:
            raise Refused("unknown")
        for row in found:
            await accounts.set_active(session, row.id, False, None)
        return len(found)

    console.print(f"{_run(work)} stopped: {login}")


def _run[T](work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """In one transaction on the database of the settings; the embedded one is started when it does not run."""

    async def once(url: str) -> T:
        engine = create(url)
        try:
            async with transaction(engine) as session:
                return await work(session)
        finally:
            await engine.dispose()

    try:
        with database(settings()) as url:
            migrate(url)
            return asyncio.run(once(url))
    except Refused as refused:
        console.print(WHY.get(refused.name, refused.name), style="red")
        raise typer.Exit(1) from None


def _show_password(login: str, password: str) -> None:
    console.print(f"{accounts.normal(login)}: first password {password}", markup=False)
    console.print("It is shown once, and must be changed at the first sign-in.")
