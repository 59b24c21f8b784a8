"""Does the conversation have a subject, or did the citizen only ask for a human?"""

from knowledge.following.cues import cues_of
from knowledge.lexical import words
from knowledge.transcript import Transcript

# Acts that tell nothing about a matter of government.
WITHOUT = frozenset(
    {"greet", "thanks", "bye", "affirm", "deny", "are_you_computer", "switch_language", "start_over", "out_of_scope"}
)
# Stems of the words in which a human is asked for.
OF_THE_WISH = frozenset(
    words(
        "mens mensen menselijk persoon persoonlijk iemand medewerker collega echt echte spreken praten bellen "
        "terugbellen doorverbinden verbind verbinden lijn telefoon telefonisch telefoonnummer contact helpen hulp "
        "chatten livechat gesprek robot computer bot machine nodig willen liever graag klantenservice ambtenaar "
        "krijgen geven geef help meekijken anders contactpersoon nummer bereiken bel spreek praat contactcentrum "
        "hallo goedemorgen goedemiddag dag mevrouw meneer "
    )
)


def has_subject(transcript: Transcript) -> bool:
    """Something else was asked or told before, or this message says what it is about."""
    *before, now = transcript.turns
    told = any(turn.said.intent not in WITHOUT and (turn.said.text or turn.said.title) for turn in before)
    return told or bool(set(cues_of(now.said.text).subject) - OF_THE_WISH)
