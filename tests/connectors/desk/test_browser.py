"""A shift in Chromium: agents and a citizen side by side on a real gateway."""

import asyncio
import re
from contextlib import aclosing

import httpx
import pytest
from playwright.async_api import Browser, expect
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import tokens
from connectors.database.engine import transaction
from connectors.people import sessions
from connectors.people.roles import Role
from tests.connectors.citizen import Citizen
from tests.connectors.desk.agent import DeskAgent
from tests.connectors.desk.conftest import Hire
from tests.connectors.desk.shift import told_by_whatsapp, wait_for_human
from tests.connectors.widget.conftest import browser

pytestmark = pytest.mark.browser
__all__ = ["browser"]

SCRIPT = "<img src=x onerror=document.title='stuk'> dit is toch <b>raar</b>"


async def typing_of_agent(citizen: Citizen) -> bool:
    async with aclosing(citizen.events()) as events:
        async for event in events:
            if event.name == "typing" and event.data["who"] == "agent":
                return bool(event.data["active"])
    return False


async def hears(citizen: Citizen, words: str) -> None:
    async with aclosing(citizen.events()) as events:
        async for event in events:
            if event.name == "message" and words in event.data["text"] and event.data["role"] == "agent":
                return


async def test_a_shift(browser: Browser, desk_url: str, asker: Citizen, desk_engine: AsyncEngine, hire: Hire) -> None:
    noor = await DeskAgent.at(browser, await hire(Role.LEAD), desk_url)
    await noor.accessible("wachtrij-leeg")
    await asker.say("Mijn huurtoeslag is gestopt en ik snap de brief niet")
    await asker.until_answered(2)
    await wait_for_human(asker, desk_engine)
    await expect(noor.page.get_by_role("button", name="Oppakken: doorverbinden")).to_be_visible()
    await noor.accessible("wachtrij")
    await noor.claims("doorverbinden")

    await expect(noor.page.get_by_role("heading", level=1)).to_have_text("doorverbinden")
    await expect(noor.page.get_by_role("button", name="Invoegen: Huurtoeslag")).to_be_visible()
    await noor.page.get_by_role("link", name=re.compile("Naar bericht")).first.click()
    await expect(noor.page.locator(".said.citizen", has_text="doorverbinden")).to_be_focused()
    await noor.page.get_by_role("button", name="Invoegen: Huurtoeslag").click()
    await expect(noor.page.get_by_label("Uw antwoord")).to_have_value(
        re.compile("geld van de overheid.*toeslagen.nl", re.DOTALL)
    )
    waits = asyncio.create_task(typing_of_agent(asker))
    await noor.page.get_by_label("Uw antwoord").press_sequentially(" Zo!")
    assert await waits
    heard = asyncio.create_task(hears(asker, "geld van de overheid"))
    await noor.page.get_by_role("button", name="Versturen").dblclick()
    await heard
    await expect(noor.page.locator(".said.agent")).to_have_count(1)
    await asker.http.post(f"{asker.path}/typing", headers=asker.key)
    await expect(noor.page.get_by_text("De burger typt")).to_be_visible()
    await asker.say(SCRIPT)
    await noor.hears(SCRIPT)
    assert "stuk" not in await noor.page.title()

    await noor.page.get_by_label("Nieuwe notitie").fill("Lijkt boos")
    await noor.page.get_by_role("button", name="Notitie bewaren").click()
    await expect(noor.page.locator(".note-list")).to_contain_text("Lijkt boos")
    await noor.page.get_by_label("Uw antwoord").fill("/")
    await expect(noor.page.get_by_role("option").first).to_be_visible()
    await noor.accessible("gesprek-standaardzinnen")
    await noor.page.get_by_label("Uw antwoord").fill("/begr")
    await noor.page.get_by_label("Uw antwoord").press("Enter")
    await expect(noor.page.get_by_label("Uw antwoord")).to_have_value(re.compile(r"^Goedendag, u spreekt met"))
    await noor.page.get_by_label("Uw antwoord").fill("")
    await noor.accessible("gesprek")

    await noor.page.goto(f"{desk_url}/medewerker/team")
    await noor.accessible("team")
    await noor.page.locator(".chats a").first.click()
    await noor.page.locator("#doorgeven summary").click()
    await noor.page.get_by_label("Naar welk team?").select_option("burgerzaken")
    await noor.page.get_by_label("Wat moet uw collega weten?").fill("Uitleg bij de brief")
    await noor.accessible("doorgeven")
    await noor.page.locator("#doorgeven").get_by_role("button", name="Doorgeven").click()
    await expect(noor.page.get_by_text("Het gesprek is doorgegeven.")).to_be_visible()

    sam = await DeskAgent.at(browser, await hire(), desk_url)
    await sam.claims("doorverbinden")
    await expect(sam.page.locator(".note-list")).to_contain_text("Uitleg bij de brief")
    await sam.says("Ik lees mee")
    for part in ("signaal", "afsluiten"):
        await sam.page.locator(f"#{part} summary").click()
    await sam.page.get_by_role("button", name="Brief onbegrijpelijk").click()
    await expect(sam.page.get_by_text("Signaal gegeven: Brief onbegrijpelijk.")).to_be_visible()
    await sam.accessible("afsluiten")
    await sam.page.get_by_role("button", name="Gesprek afsluiten").click()
    await expect(sam.page.get_by_text("Het gesprek is afgesloten.")).to_be_visible()
    await noor.page.goto(f"{desk_url}/medewerker/signalen")
    await noor.accessible("signalen")
    await asker.say("En mijn paspoort dan?")
    assert (await asker.until_answered(4))[-1]["text"] == "Antwoord op: En mijn paspoort dan?"
    assert (noor.complaints, sam.complaints) == ([], [])
    await noor.context.close()
    await sam.context.close()


async def test_keys_alone_are_enough(
    browser: Browser, desk_url: str, web: httpx.AsyncClient, desk_engine: AsyncEngine, hire: Hire
) -> None:
    citizen = await Citizen.begin(web)
    await wait_for_human(citizen, desk_engine)
    agent = await DeskAgent.at(browser, await hire(), desk_url)
    keyboard = agent.page.keyboard
    await keyboard.press("?")
    await agent.accessible("toetsen")
    await keyboard.press("Escape")
    await keyboard.press("o")
    await expect(agent.page.get_by_label("Uw antwoord")).to_be_visible()
    await expect(agent.page.locator("#voorstel-1")).to_be_visible()
    await keyboard.press("v")
    await keyboard.press("Enter")
    await keyboard.press("Enter")
    await agent.hears("huurtoeslag is geld", "agent")
    await keyboard.press("Escape")
    await keyboard.press("s")
    await keyboard.press("ArrowDown")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(agent.page.get_by_text("Het gesprek is afgesloten.")).to_be_visible()
    await agent.context.close()


async def test_a_draft_outlives_the_session_and_a_second_tab_hears_it_all(
    browser: Browser, desk_url: str, web: httpx.AsyncClient, desk_engine: AsyncEngine, hire: Hire
) -> None:
    citizen = await Citizen.begin(web)
    case = await wait_for_human(citizen, desk_engine)
    agent = await DeskAgent.at(browser, await hire(), desk_url)
    await agent.page.locator(f"#oppakken-{case}").click()
    await expect(agent.page.get_by_label("Uw antwoord")).to_be_visible()
    second = await agent.context.new_page()
    await second.goto(agent.page.url)
    await agent.says("Dag!")
    await expect(second.locator(".said.agent", has_text="Dag!")).to_have_count(1)
    async with transaction(desk_engine) as session:
        await sessions.end(session, tokens.hashed(agent.worker.cookie))
    await agent.page.get_by_role("textbox", name="Uw antwoord").fill("Dit mag niet weg zijn")
    await agent.page.get_by_role("textbox", name="Uw antwoord").press("Enter")
    await agent.page.locator("#melding").get_by_role("link", name="Opnieuw inloggen").click()
    await agent.page.get_by_label("Gebruikersnaam").fill(agent.worker.login)
    await agent.page.get_by_label("Wachtwoord").fill(agent.worker.password)
    await agent.page.get_by_role("button", name="Inloggen").click()
    await expect(agent.page.get_by_role("textbox", name="Uw antwoord")).to_have_value("Dit mag niet weg zijn")
    assert len(await said_by_agents(citizen)) == 1
    await agent.context.close()


async def said_by_agents(citizen: Citizen) -> list[str]:
    return [message["text"] for message in await citizen.messages() if message["role"] == "agent"]


async def test_a_whole_summary_and_the_clock_of_whatsapp(
    browser: Browser, desk_url: str, desk_engine: AsyncEngine, hire: Hire
) -> None:
    await told_by_whatsapp(desk_engine)
    agent = await DeskAgent.at(browser, await hire(), desk_url)
    await agent.accessible("wachtrij-whatsapp")
    await agent.claims("Hoe krijg ik mijn huurtoeslag terug")
    await expect(agent.page.locator(".window")).to_contain_text("nog 23 uur 59 minuten")
    await expect(agent.page.get_by_role("button", name="Invoegen: Huurtoeslag")).to_be_visible()
    await agent.says("Goedendag, ik lees de brief met u mee. Wat staat er bovenaan?")
    await agent.accessible("gesprek-whatsapp")
    for part in ("signaal", "afsluiten"):
        await agent.page.locator(f"#{part} summary").click()
    await expect(agent.page.get_by_label("Over welke organisatie?")).to_have_value("toeslagen")
    await expect(agent.page.get_by_label("Over welk onderwerp?")).to_have_value("huurtoeslag")
    await agent.picture("desk-afsluiten-whatsapp")
    assert agent.complaints == []
    await agent.context.close()
