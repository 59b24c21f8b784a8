"""What the offline assistant of the tests says: the question back, and some odd things on request."""

import time

from bot.reply import Button, Reply
from connectors.assistant import Question
from knowledge.planning.replies import plan_reply
from tests.knowledge.planning import TODAY, made, plans

BUTTON = Button(title="Paspoort", payload='/choose{"topic":"paspoort"}')


def respond(question: Question) -> Reply:
    if question.payload:
        return Reply(kind="answer", text=f"Gekozen: {question.payload}")
    match question.text:
        case "knoppen":
            return Reply(kind="clarify", text="Waar gaat het over?", buttons=(BUTTON,))
        case "kapot":
            raise RuntimeError("a mistake of ours")
        case "mens":
            return Reply(kind="handoff_offer", text="Wilt u een medewerker spreken?")
        case "doorverbinden":
            return Reply(kind="handoff", text="Ik geef uw gesprek door.")
        case "stappenplan":
            return plan_reply(made(plans()["overlijden"], {}, TODAY), is_new=True)
        case "met onderwerp":
            return Reply(kind="answer", text="U vraagt het aan bij uw gemeente.", topic="paspoort-aanvragen")
        case "welk plan":
            return Reply(kind="answer", text=question.plan.plan if question.plan else "geen")
        case text if text.startswith("langzaam"):
            time.sleep(0.3)
    return Reply(kind="answer", text=f"Antwoord op: {question.text}")
