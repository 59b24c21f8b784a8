"""A citizen and Wegwijs on WhatsApp, through Meta's side of the API and back."""

import asyncio
import base64
import time

from bot.sentences import sentence
from connectors.whatsapp.simulator.meta import Phone
from connectors.whatsapp.simulator.notifications import media
from tests.connectors.answers import BUTTON
from tests.connectors.whatsapp.world import World, until


async def test_a_first_message_gets_an_introduction_and_an_answer(whatsapp: World, phone: Phone) -> None:
    whatsapp.meta.write(phone, "hoe vraag ik een paspoort aan")
    opening, answer = await whatsapp.until(phone, 2)
    assert "computer" in opening
    assert "https://" in opening
    assert answer == "Antwoord op: hoe vraag ik een paspoort aan"


async def test_a_choice_can_be_pressed_or_typed_as_a_number(whatsapp: World, phone: Phone) -> None:
    whatsapp.meta.write(phone, "knoppen")
    await whatsapp.until(phone, 2)
    shown = phone.shown[-1]
    assert [choice["title"] for choice in shown["choices"]] == [BUTTON.title]
    whatsapp.meta.say(phone, "interactive", {"type": "button_reply", "button_reply": dict(shown["choices"][0])})
    assert (await whatsapp.until(phone, 3))[2] == f"Gekozen: {BUTTON.payload}"
    whatsapp.meta.write(phone, "knoppen")
    await whatsapp.until(phone, 4)
    whatsapp.meta.write(phone, "1.")
    assert (await whatsapp.until(phone, 5))[4] == f"Gekozen: {BUTTON.payload}"


async def test_stop_erases_at_once_and_says_so(whatsapp: World, phone: Phone) -> None:
    whatsapp.meta.write(phone, "hallo")
    await whatsapp.until(phone, 2)
    conversations = await whatsapp.rows("SELECT count(*) FROM conversations")
    whatsapp.meta.write(phone, "Stop!")
    assert (await whatsapp.until(phone, 3))[2] == sentence("whatsapp.stopped")
    assert await whatsapp.rows("SELECT count(*) FROM conversations") == [(conversations[0][0] - 1,)]
    whatsapp.meta.write(phone, "daar ben ik weer")
    assert "computer" in (await whatsapp.until(phone, 5))[3]


async def test_stop_from_a_stranger_is_confirmed_and_begins_nothing(whatsapp: World, phone: Phone) -> None:
    before = await whatsapp.rows("SELECT count(*) FROM conversations")
    whatsapp.meta.write(phone, "stop")
    assert await whatsapp.until(phone, 1) == [sentence("whatsapp.nothing_kept")]
    assert await whatsapp.rows("SELECT count(*) FROM conversations") == before


async def test_an_album_gets_one_sentence_and_none_of_it_is_kept(whatsapp: World, phone: Phone) -> None:
    now = int(time.time())
    for number in range(3):
        whatsapp.meta.say(phone, "image", media("image"), at=now - 5 + number)
    whatsapp.meta.write(phone, "en mijn vraag")
    assert (await whatsapp.until(phone, 3))[1:] == [
        sentence("whatsapp.not_used.image"),
        "Antwoord op: en mijn vraag",
    ]


async def test_the_words_under_a_photo_are_answered(whatsapp: World, phone: Phone) -> None:
    whatsapp.meta.say(phone, "image", media("image", "wat is dit voor brief?"))
    assert (await whatsapp.until(phone, 3))[1:] == [
        sentence("whatsapp.not_used.image_with_words"),
        "Antwoord op: wat is dit voor brief?",
    ]


async def test_what_is_taken_back_is_gone_here_too(whatsapp: World, phone: Phone) -> None:
    id = whatsapp.meta.write(phone, "dit had ik niet willen zeggen")
    await whatsapp.until(phone, 2)
    whatsapp.meta.say(phone, "revoke", {"original_message_id": id})
    await whatsapp.until_rows(
        "SELECT count(*) FROM messages WHERE role = 'citizen' AND text LIKE 'dit had ik%'", [(0,)]
    )


async def test_messages_that_come_in_the_wrong_order_are_answered_in_the_right_one(
    whatsapp: World, phone: Phone
) -> None:
    now = int(time.time())
    for number in (3, 1, 2):
        whatsapp.meta.write(phone, f"vraag {number}", at=now - 10 + number)
    assert (await whatsapp.until(phone, 4))[1:] == [f"Antwoord op: vraag {number}" for number in (1, 2, 3)]


async def test_a_person_is_the_same_by_number_and_by_id_and_after_a_change_of_number(whatsapp: World) -> None:
    phone = whatsapp.phone("Bram", "31611110001", None)
    whatsapp.meta.write(phone, "met mijn nummer")
    await whatsapp.until(phone, 2)
    phone.user_id = "NL.9000000000001"
    whatsapp.meta.write(phone, "met nummer en id")
    await whatsapp.until(phone, 3)
    phone.hides_number = True
    whatsapp.meta.write(phone, "met mijn id alleen")
    await whatsapp.until(phone, 4)
    phone.hides_number = False
    whatsapp.meta.say(
        phone,
        "system",
        {"body": "changed", "type": "user_changed_number", "wa_id": "31611110002", "user_id": "NL.9000000000002"},
    )
    await asyncio.sleep(0.8)
    phone.wa_id, phone.user_id = "31611110002", "NL.9000000000002"
    whatsapp.meta.write(phone, "met mijn nieuwe nummer")
    found = await whatsapp.until(phone, 5)
    assert [text.startswith("Dag, ik ben") for text in found] == [True, False, False, False, False]


async def test_no_phone_number_stands_in_the_database_in_any_form(whatsapp: World) -> None:
    phone = whatsapp.phone("Els", "31687654321", "NL.4444444444")
    whatsapp.meta.write(phone, "hallo")
    await whatsapp.until(phone, 2)
    tables = [row[0] for row in await whatsapp.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    encoded = base64.b64encode(b"\x1d\x18\x0b31687654321").decode()[:16]
    for table in tables:
        for (row,) in await whatsapp.rows(f'SELECT "{table}"::text FROM "{table}"'):
            assert "31687654321" not in row
            assert encoded not in row
            assert b"31687654321".hex() not in row
            assert "4444444444" not in row


async def test_a_message_is_read_and_an_answer_is_seen_to_be_made(whatsapp: World, phone: Phone) -> None:
    id = whatsapp.meta.write(phone, "langzaam")
    await until(lambda: id in whatsapp.meta.typing_for, lambda: phone.shown)
    assert phone.shown[0]["status"] == "read"
    await whatsapp.until(phone, 2)
    assert not phone.typing
