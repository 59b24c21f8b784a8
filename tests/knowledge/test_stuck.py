"""The measure of being stuck, on transcripts built by hand: every reason, and what is none."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from bot.case import ReasonCode, Stuck
from bot.reply import Button, Kind, OrganisationCard, Reply
from bot.sentences import all_sentences
from knowledge import stuck as package
from knowledge.base import KnowledgeBase
from knowledge.planning.words import plain
from knowledge.register import LAST_DOOR
from knowledge.stuck.consent import HANDOFF, consent
from knowledge.stuck.cues import cues_in
from knowledge.stuck.measure import measure, urgency_of
from knowledge.stuck.offers import next_step
from knowledge.stuck.rules import CODES, rules
from knowledge.stuck.sameness import same_chance
from knowledge.transcript import Said, Transcript, Turn

ANSWER = Reply(kind="answer", text="Zo doet u dat.", topic="paspoort-aanvragen", organisations=("gemeente",))
UNKNOWN = Reply(kind="refer", text="Dat weet ik niet.", organisations=(LAST_DOOR, "gemeente"))


@dataclass
class Talk:
    """A transcript in the making; every reply is weighed as the assistant does it."""

    base: KnowledgeBase
    turns: list[Turn] = field(default_factory=list)

    def say(self, text: str, intent: str = "ask_question", reply: Reply = ANSWER) -> Stuck:
        said = Said(2 * len(self.turns) + 1, text, intent)
        if text.startswith("/"):
            said = Said(said.sequence, "", intent, payload=text)
        self.turns.append(Turn(said, reply))
        self.step = next_step(self.transcript, self.base)
        found = measure(self.transcript, self.base)
        weighed = reply.model_copy(update={"stuck": found})
        if self.step == "offer":
            weighed = weighed.model_copy(update={"kind": "handoff_offer", "buttons": (HANDOFF.yes, HANDOFF.no)})
        self.turns[-1] = Turn(said, weighed)
        return found

    @property
    def transcript(self) -> Transcript:
        return Transcript(tuple(self.turns))


@pytest.fixture
def talk(base: KnowledgeBase) -> Talk:
    return Talk(base)


def codes(found: Stuck) -> Sequence[ReasonCode]:
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("ik word vrijdag uit mijn huis gezet", "eviction"),
        ("vanaf morgen slapen we op straat", "eviction"),
        ("we hebben een brief gekregen, dinsdag is de ontruiming", "eviction"),
        ("ik heb geen geld meer om eten te kopen", "no_money"),
        ("er is niets meer te eten in huis", "no_money"),
        ("morgen moet mijn bezwaar binnen zijn", "deadline"),
        ("ik moet voor de deurwaarder binnen drie dagen betalen", "deadline"),
        ("ik weet het echt niet meer", "distress"),
        ("ik zit hier te huilen", "distress"),
        ("ze sturen mij steeds naar een ander", "sent_around"),
        ("het uwv zegt dit en de gemeente zegt weer dat", "sent_around"),
        ("ik kan niet zo goed lezen", "cannot_read"),
        ("ik ben slechthorend", "cannot_hear"),
        ("ik ben blind", "cannot_see"),
        ("ik spreek maar weinig nederlands", "cannot_speak_language"),
        ("ik heb geen internet", "no_computer"),
        ("niemand neemt daar de telefoon op", "already_tried"),
    ],
)
def test_words_give_their_reason(talk: Talk, said: str, code: ReasonCode) -> None:
    assert code in codes(talk.say(said))


@pytest.mark.parametrize(
    "said",
    [
        "mag mijn verhuurder mij uit huis zetten",
        "mijn huurder moet uit mijn huis",
        "mijn fiets staat op straat",
        "wanneer moet ik bezwaar maken",
        "hoe lang heb ik om te betalen",
        "ik ben mijn wachtwoord kwijt en weet het niet meer wat het was",
        "moet ik mijn adres doorgeven aan uwv, duo en de belastingdienst",
        "mijn bedrijf zoekt personeel",
        "welke hulp is er voor wie honger heeft",
        "ik kan de knop op de website niet zien",
    ],
)
def test_a_question_that_only_holds_the_word_is_none(talk: Talk, said: str) -> None:
    assert talk.say(said).score < rules().mention_from


@pytest.mark.parametrize(
    ("turns", "code"),
    [
        ([("hoe verleng ik mijn paspoort", "ask_question"), ("dat helpt mij niet", "complaint")], "rejected_answer"),
        ([("hoe verleng ik mijn paspoort", "ask_question"), ("daar was ik al", "already_tried")], "already_tried"),
        ([("verbind me door", "ask_human")], "asks_human"),
        ([("ik wil niet meer leven", "crisis_suicide")], "crisis"),
    ],
)
def test_acts_give_their_reason(talk: Talk, turns: list[tuple[str, str]], code: ReasonCode) -> None:
    assert code in codes([talk.say(text, intent) for text, intent in turns][-1])


def test_a_reason_names_the_turns_in_which_it_showed(talk: Talk) -> None:
    for _ in range(2):
        found = talk.say("daar was ik al", "already_tried")
    assert [(reason.code, reason.turns) for reason in found.reasons] == [("already_tried", (1, 3))]


def test_once_no_answer_is_a_mention_and_twice_is_an_offer(talk: Talk) -> None:
    talk.say("hoe zit het met het ding", reply=UNKNOWN)
    assert talk.step == "mention"
    talk.say("en waar haal ik de spullen", reply=UNKNOWN)
    assert talk.step == "offer"


def test_the_same_question_in_other_words_counts_and_a_follow_up_does_not(talk: Talk) -> None:
    talk.say("mijn paspoort is kwijt")
    assert "same_question" not in codes(talk.say("wat kost een nieuw paspoort"))
    assert "same_question" in codes(talk.say("ik ben mijn paspoort kwijt"))


def test_a_no_to_choices_rejects_them_and_a_no_to_an_answer_does_not(talk: Talk) -> None:
    talk.say("hoe verleng ik mijn paspoort")
    assert talk.say("nee", "deny").reasons == ()
    choices = (Button(title="Paspoort", payload="/choose_topic"), Button(title="Anders", payload="/something_else"))
    talk.say("hoe verleng ik mijn rijbewijs", reply=Reply(kind="clarify", text="Welke?", buttons=choices))
    assert codes(talk.say("nee", "deny")) == ["rejected_answer"]


def test_many_organisations_are_those_where_somebody_was_sent(talk: Talk) -> None:
    found = talk.say("het uwv, de gemeente en de svb sturen mij steeds naar elkaar")
    assert "many_organisations" in codes(found)
    assert talk.step == "offer"


def test_thanks_settles_what_passes_and_not_what_lasts(talk: Talk) -> None:
    talk.say("ik word morgen uit mijn huis gezet")
    talk.say("daar was ik al", "already_tried")
    assert codes(talk.say("dank u", "thanks", Reply(kind="smalltalk", text="Graag gedaan."))) == ["eviction"]


def test_old_trouble_is_forgotten_after_the_window(talk: Talk) -> None:
    talk.say("hoe verleng ik mijn paspoort")
    talk.say("dat helpt niet", "complaint")
    for number in range(rules().window):
        found = talk.say(f"vraag {number} over iets heel anders", "ask_costs")
    assert "rejected_answer" not in codes(found)


def test_a_plan_that_is_left_is_a_reason_until_it_is_resumed(talk: Talk) -> None:
    asks = Reply(kind="clarify", text="Woont u alleen?", asks="plan")
    talk.say("maak een stappenplan", "start_plan", asks)
    assert "plan_abandoned" in codes(talk.say("stop", "deny", Reply(kind="smalltalk", text="Goed.")))
    assert "plan_abandoned" not in codes(talk.say("ga verder met het plan", "start_plan", asks))


def test_an_answer_to_a_question_of_a_plan_rejects_nothing(talk: Talk) -> None:
    asks = Reply(kind="clarify", text="Woont u alleen?", asks="plan")
    talk.say("maak een stappenplan", "start_plan", asks)
    assert talk.say("weet ik niet", "not_understood", asks).reasons == ()


def test_a_refusal_is_respected_until_something_new_comes_up(talk: Talk) -> None:
    talk.say("ik word morgen uit mijn huis gezet")
    assert talk.step == "offer"
    talk.say("nee", "deny", Reply(kind="smalltalk", text="Goed."))
    steps = []
    for said in ("hoe vraag ik bijstand aan", "ik word echt uit mijn huis gezet", "wat kost dat"):
        talk.say(said)
        steps.append(talk.step)
    assert steps == ["none"] * 3
    talk.say("er is geen geld meer voor eten")
    assert talk.step == "offer"


def test_an_offer_is_never_made_two_turns_in_a_row(talk: Talk) -> None:
    offers = []
    for _ in range(8):
        talk.say("dat heb ik al geprobeerd", "already_tried")
        offers.append(talk.step == "offer")
    assert any(offers)
    assert not any(one and other for one, other in pairwise(offers))


def test_a_person_is_mentioned_once(talk: Talk) -> None:
    talk.say("hoe verleng ik mijn paspoort")
    talk.say("daar was ik al", "already_tried")
    assert talk.step == "mention"
    talk.say("wat kost dat", "ask_costs")
    assert talk.step == "none"


def test_starting_over_forgets_even_what_lasts(talk: Talk) -> None:
    talk.say("ik word morgen uit mijn huis gezet")
    assert talk.say("opnieuw beginnen", "start_over", Reply(kind="smalltalk", text="Goed.")).reasons == ()


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("ik word morgen uit mijn huis gezet", "hoog"),
        ("ze sturen mij steeds naar een ander", "normaal"),
        ("ik heb geen computer", "laag"),
        ("hoe verleng ik mijn paspoort", "normaal"),
    ],
)
def test_urgency_is_the_highest_of_the_reasons(talk: Talk, said: str, urgency: str) -> None:
    assert urgency_of(talk.say(said)) == urgency


@pytest.mark.parametrize(
    ("said", "intent", "answer"),
    [
        ("ja", "affirm", "yes"),
        ("doe maar", "ask_question", "yes"),
        ("ja dat zou fijn zijn", "thanks", "yes"),
        ("ja het gaat over mijn huurtoeslag", "ask_question", "yes"),
        ("liever niet", "deny", "no"),
        ("nee hoor dank u", "thanks", "no"),
        ("nu nog niet", "ask_question", "no"),
        ("doe maar niet", "affirm", "no"),
        ("hoe verleng ik mijn rijbewijs", "ask_question", None),
        ("ja maar wat kost dat", "ask_costs", None),
        ("ik wil dood", "crisis_suicide", None),
    ],
)
def test_yes_and_no_in_other_words(said: str, intent: str, answer: str | None) -> None:
    assert consent(Said(1, said, intent), HANDOFF) == answer


def test_the_pairs_of_the_calibration_are_told_apart(base: KnowledgeBase) -> None:
    path = Path(package.__file__).parent / "pairs.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [same_chance(r["again"], r["first"], base) >= rules().sameness.at_least for r in rows]
    same = [found for found, row in zip(said, rows, strict=True) if row["same"] == "1"]
    other = [found for found, row in zip(said, rows, strict=True) if row["same"] == "0"]
    assert sum(other) / len(other) <= 0.1
    assert sum(same) / len(same) >= 0.5


def test_every_reason_has_a_weight_and_a_line_for_the_agent() -> None:
    assert set(rules().weights) == set(CODES)
    assert all(f"reasons.{code}" in all_sentences() for code in CODES)


def test_cues_are_read_on_plain_text() -> None:
    assert plain("Ík bén blínd!") == "ik ben blind"
    assert [cue.code for cue in cues_in("Ík bén blínd!")] == ["cannot_see"]


@pytest.mark.parametrize("kind", ["crisis", "answer"])
def test_a_crisis_counts_by_the_reply_too(talk: Talk, kind: Kind) -> None:
    card = OrganisationCard(id="hulplijn-113", name="113")
    found = talk.say("iets", "nlu_fallback", Reply(kind=kind, text="Bel.", cards=(card,), organisations=(card.id,)))
    assert ("crisis" in codes(found)) == (kind == "crisis")
