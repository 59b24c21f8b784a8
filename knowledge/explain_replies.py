"""What a citizen reads who asked about a word. A guess at the word is said to be one."""

from bot.reply import Button, OrganisationCard, Reply, Source
from bot.sentences import sentence
from knowledge.glossary import Glossary, key_of
from knowledge.outcomes import Explained, UnknownWord
from knowledge.word_lookup import Found

# "besluiten" is the word "besluit", "ozb" is another one than "onroerendezaakbelasting".
SAME_LETTERS = 4


def explained_reply(
    outcome: Explained, glossary: Glossary, buttons: tuple[Button, ...], cards: tuple[OrganisationCard, ...]
) -> Reply:
    """Meaning and source; `buttons` lead to the topics about it, `cards` to who can tell more."""
    word = outcome.found.word
    source = glossary.source_of(word)
    return Reply(
        kind="answer",
        text="\n\n".join(_lines(outcome, bool(buttons))),
        topic=next(iter(word.see), None),
        title=_title(outcome.found),
        organisations=tuple(card.id for card in cards),
        cards=cards,
        sources=(Source(title=source.title, url=str(source.url), checked_on=source.checked_on),),
        buttons=buttons,
        confidence=outcome.confidence,
    )


def unknown_word_reply(outcome: UnknownWord, buttons: tuple[Button, ...], cards: tuple[OrganisationCard, ...]) -> Reply:
    """That we do not know the word, what may hold it all the same, and where a human explains it."""
    lines = [sentence("explain.unknown", asked=outcome.asked)]
    lines += [sentence("explain.search")] if buttons else []
    return Reply(
        kind="clarify",
        text="\n\n".join((*lines, sentence("explain.human"))),
        topic=next(iter(outcome.topics), None),
        organisations=tuple(card.id for card in cards),
        cards=cards,
        buttons=buttons,
    )


def _lines(outcome: Explained, more: bool) -> list[str]:
    found, word = outcome.found, outcome.found.word
    guess = {"typing error": "explain.typing_error", "part": "explain.part"}.get(found.how)
    lines = [sentence(guess, asked=outcome.asked, word=found.form)] if guess else []
    lines += [word.meaning, *([word.example] if word.example else [])]
    return lines + ([sentence("explain.more")] if more else [])


def _title(found: Found) -> str:
    """The form that was asked, and the word behind it when that is another one: "ozb (onroerendezaakbelasting)"."""
    word = found.word.word
    same = key_of(found.form)[:SAME_LETTERS] == key_of(word)[:SAME_LETTERS]
    return word if same else f"{found.form} ({word})"
