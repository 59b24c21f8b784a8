"""A reply of every kind, as the assistant would send it, for the words that stand before it."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from bot.days import today
from bot.reply import Button, OrganisationCard, Phone, Reply, Section, Source
from connectors.assistant import Question
from knowledge.planning.load import load_plans
from knowledge.planning.make import event_day, make_plan
from knowledge.planning.replies import TOPIC, payload, plan_reply, ticked_reply
from knowledge.planning.steps import step_with
from knowledge.register import load_register

MUNICIPALITY = OrganisationCard(
    id="gemeente",
    name="Gemeente Groningen",
    role="U vraagt het paspoort aan bij uw gemeente en haalt het daar op.",
    website="https://gemeente.groningen.nl",
    appointment_url="https://gemeente.groningen.nl/afspraak-maken-langskomen",
    phones=(Phone(number="14 050", hours="maandag tot en met vrijdag, 9.00 tot 17.00 uur"),),
)
FOREIGN_AFFAIRS = OrganisationCard(
    id="ministerie-buitenlandse-zaken",
    name="Ministerie van Buitenlandse Zaken",
    role="Woont u in het buitenland? Dan helpt Buitenlandse Zaken u.",
    website="https://www.nederlandwereldwijd.nl",
    phones=(Phone(number="+31 247 247 247", text="Dag en nacht bereikbaar"),),
)
LAST_DOOR = OrganisationCard(
    id="informatie-rijksoverheid",
    name="Informatie Rijksoverheid",
    role="Hier praat u met een mens. Zij weten bij welke organisatie u moet zijn.",
    website="https://www.rijksoverheid.nl",
    phones=(Phone(number="1400", text="Informatie Rijksoverheid"),),
)
GENERIC = OrganisationCard(
    id="gemeente",
    name="Gemeente",
    task="Uw gemeente regelt veel voor u, zoals paspoort, bijstand en hulp thuis.",
    find="Zeg in welke plaats u woont, dan geef ik de gegevens van uw gemeente.",
)
SUICIDE_LINE = OrganisationCard(
    id="hulplijn-113",
    name="113 Zelfmoordpreventie",
    task="Bij 113 praat u met iemand die luistert. U hoeft uw naam niet te zeggen.",
    website="https://www.113.nl",
    phones=(Phone(number="113", hours="dag en nacht"), Phone(number="0800-0113", text="Gratis nummer")),
)

ANSWER = Reply(
    kind="answer",
    title="Paspoort aanvragen of verlengen",
    text="U vraagt een nieuw paspoort aan bij uw gemeente. U moet er zelf naartoe, met een nieuwe pasfoto. "
    "Verlengen kan niet: u krijgt altijd een nieuw paspoort. Voor volwassenen is het tien jaar geldig.",
    topic="paspoort-aanvragen",
    sections=(
        Section(title="Voor wie", text="Voor mensen met de Nederlandse nationaliteit."),
        Section(
            title="Wat moet u doen",
            text="1. Kijk tot wanneer uw paspoort geldig is.\n2. Maak een afspraak bij uw gemeente.\n"
            "3. Ga zelf naar de balie. Bel 14 050 als u niet kunt komen.\n4. Haal het nieuwe paspoort zelf op.",
        ),
        Section(title="Wat hebt u nodig", text="- Uw oude paspoort.\n- Een nieuwe pasfoto.\n- Geld of een pinpas."),
        Section(title="Kosten", text="Uw gemeente bepaalt de prijs, tot een landelijke grens."),
        Section(title="Hoe lang duurt het", text="Meestal ligt het paspoort na vijf werkdagen klaar."),
        Section(title="Niet eens?", text="U kunt binnen zes weken bezwaar maken.\n\nEen bezwaar kost niets."),
    ),
    organisations=("gemeente", "ministerie-buitenlandse-zaken"),
    cards=(MUNICIPALITY, FOREIGN_AFFAIRS),
    sources=(
        Source(
            title="Paspoort en identiteitskaart",
            url="https://www.rijksoverheid.nl/onderwerpen/paspoort-en-identiteitskaart",
            checked_on=date(2026, 11, 22),
        ),
    ),
    confidence=0.93,
)
RECORD = Reply(
    kind="answer",
    title="Wanneer krijg ik vakantiegeld?",
    text="Uw werkgever betaalt minimaal 1 keer per jaar vakantiegeld.\n\nLees de hele tekst op Rijksoverheid.nl.",
    sources=(
        Source(
            title="Wanneer krijg ik vakantiegeld?",
            url="https://www.rijksoverheid.nl/vakantiegeld",
            checked_on=date(2025, 3, 3),
            label="Tekst van Rijksoverheid.nl",
        ),
        Source(title="Een bron zonder https", url="javascript:alert(1)"),
    ),
)
CLARIFY = Reply(
    kind="clarify",
    text="Ik weet niet zeker wat u bedoelt. Waar gaat uw vraag over?",
    buttons=(
        Button(title="Huurtoeslag aanvragen", payload='/choose_topic{"topic": "huurtoeslag"}'),
        Button(title="Zorgtoeslag aanvragen", payload='/choose_topic{"topic": "zorgtoeslag"}'),
        Button(title="Toeslag terugbetalen", payload='/choose_topic{"topic": "toeslag-terugbetalen"}'),
        Button(title="Iets anders", payload="/something_else"),
    ),
    cards=(LAST_DOOR,),
)
CRISIS = Reply(
    kind="crisis",
    text="Wat erg dat u zich zo voelt. Praat er nu met iemand over. Bel 113 of gratis 0800-0113. Dat kan dag en "
    "nacht. Bent u nu in gevaar? Bel 112.\n\nWilt u daarna verder met een vraag aan de overheid? Ik ben er.",
    cards=(SUICIDE_LINE,),
)
REFER = Reply(
    kind="refer",
    text="Ik heb hier geen tekst over die ik u kan laten lezen. Maar ik weet wel wie u hierbij waarschijnlijk kan "
    "helpen.",
    cards=(LAST_DOOR, GENERIC),
)
PREFERRED = MUNICIPALITY.model_copy(update={"desk": "Grote Markt 1, Groningen.", "first": "desk"})
DEAF = MUNICIPALITY.model_copy(update={"help": ("Doof? Vraag een tolk.",), "desk": "Grote Markt 1.", "first": "deaf"})
VISIT = Reply(kind="refer", text="Hier kunt u langskomen.", cards=(PREFERRED, DEAF))
ROUTE = Reply(
    kind="refer", text="U moet bij twee organisaties zijn.", cards=(MUNICIPALITY, FOREIGN_AFFAIRS), ordered=True
)
FOREIGN = Reply(kind="smalltalk", text="أهلا، أنا حاسوب", language="ar")
HOSTILE = Reply(
    kind="answer",
    title="<img src=x onerror=alert(1)>",
    text="<script>alert(1)</script> en <b>vet</b>. Zie https://www.uwv.nl/ww. Bel 088 898 92 94.",
    sections=(Section(title="<i>Kop</i>", text="- <u>een</u>\n- twee"),),
)
OFFER = Reply(
    kind="handoff_offer",
    text="Wilt u een medewerker spreken?",
    buttons=(Button(title="Ja, graag", payload="/affirm"), Button(title="Nee", payload="/deny")),
)
BY_WORD = {
    "paspoort": ANSWER,
    "vakantiegeld": RECORD,
    "toeslag": CLARIFY,
    "somber": CRISIS,
    "onbekend": REFER,
    "van rechts naar links": FOREIGN,
    "html": HOSTILE,
    "mens": OFFER,
    "langs": VISIT,
    "volgorde": ROUTE,
}


DEATH = {"datum": (today() - timedelta(days=1)).isoformat(), "plaats": "thuis", "relatie": "partner", "bedrijf": "nee"}


@cache
def planned(plan_id: str = "overlijden", municipality: str = "gm0503") -> Reply:
    """A plan as the assistant makes it from the files: who died at home yesterday, and where they lived is unknown."""
    register = load_register()
    plan = load_plans(register)[plan_id]
    answers = DEATH if plan_id == "overlijden" else {}
    made = make_plan(plan, answers, event_day(plan, answers), register, today(), municipality)
    return plan_reply(made, is_new=True)


def ticked(step_id: str) -> Reply:
    """What the assistant says when the citizen tells that a step is done: the next one, and the plan as it is then."""
    plan = planned().plan
    assert plan
    steps = tuple(step.model_copy(update={"done": step.done or step.id == step_id}) for step in plan.steps)
    changed = plan.model_copy(update={"steps": steps})
    step = step_with(changed, step_id)
    assert step
    return ticked_reply(changed, step)


def with_topic() -> Reply:
    """The plan, with the text of its first step offered as a button."""
    reply = planned()
    assert reply.plan
    topic = reply.plan.steps[0].topic or ""
    more = Button(title="Meer uitleg", payload=payload(TOPIC, topic=topic))
    return reply.model_copy(update={"buttons": (*reply.buttons, more)})


PLANS: dict[str, Callable[[], Reply]] = {
    "overleden": planned,
    "verhuizen": lambda: planned("verhuizen"),
    "arts gebeld": lambda: ticked("arts"),
    "met uitleg": with_topic,
}


def respond(question: Question) -> Reply:
    """The reply whose word occurs in the question; else the question back."""
    if question.payload:
        return Reply(kind="smalltalk", text=f"Gekozen: {question.text}")
    words = question.text.casefold()
    if "kapot" in words:
        raise RuntimeError("a mistake of ours")
    if "langzaam" in words:
        time.sleep(1.5)
    if plan := next((make for word, make in PLANS.items() if word in words), None):
        return plan()
    found = [reply for word, reply in BY_WORD.items() if word in words]
    return found[0] if found else Reply(kind="smalltalk", text=f"Antwoord op: {question.text}")
