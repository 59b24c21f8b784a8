"""The forms in which a Dutch word of the list can stand: verbs in all tenses, split verbs, plurals, adjectives.

Too many forms do no harm, because they occur nowhere; a form that is also an everyday word does, and is left out.
"""

from knowledge.plain.vocabulary import word_list

UNINFLECTED_AFTER = ("het", "te", "uw")  # "uw schrijven", "te zijnen": no verbs
NO_VERB = ("een", "voren", "dien", "dezen", "heden", "lieden")
VERB_MIN_LETTERS = 4  # "indien" is no verb of "in"
UNSTRESSED = ("ver", "be", "ge", "ont", "her", "over", "onder", "voor", "door", "weer")


def forms(entry: str) -> set[tuple[str, ...]]:
    """The entry and its inflected forms, as tuples of words."""
    words = tuple(entry.lower().split())
    found = {words}
    last = words[-1]
    if words[0] in UNINFLECTED_AFTER or last.endswith(NO_VERB):
        return found
    if len(words) == 1:
        found |= {(form,) for form in inflections(last)}
        found |= {
            (form, particle)
            for particle in word_list("verb_particles")
            if last.startswith(particle) and last.endswith("en") and len(last) - len(particle) > VERB_MIN_LETTERS
            for form in finite(last[len(particle) :])
        }
    elif last.endswith("en") and len(last) > 3:
        found |= {(*words[:-1], form) for form in inflections(last)}
        found |= {(form, *words[:-1]) for form in finite(last)}
    return found


def inflections(word: str) -> set[str]:
    """Forms of one word: of a verb when it ends in -en, of a noun or adjective otherwise."""
    if not word.endswith("en") or len(word) < 6:
        return {word, word + "e", word + "en", word + "s"} | ({word + "n"} if word.endswith("e") else set())
    found = {word, word + "d", word + "de"} | finite(word) - {_stem(word)}  # "bezig" is no form of "bezigen"
    for particle in word_list("verb_particles"):
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) > VERB_MIN_LETTERS:
            found |= {particle + form for form in finite(rest) | participles(rest)} | {particle + "te" + rest}
    found |= participles(word)
    return found | {form + "e" for form in found if form.endswith(("d", "t"))}


def finite(infinitive: str) -> set[str]:
    """Present and weak past of a verb: verleen, verleent, verleende, verleend."""
    if len(infinitive) < 4:
        return set()
    stem = _stem(infinitive)
    ending = "t" if stem.endswith(("k", "f", "s", "ch", "p", "t")) and infinitive[-3] not in "vz" else "d"
    past = stem if stem.endswith(ending) else stem + ending
    return {
        infinitive,
        stem,
        stem + "t",
        past,
        stem + ending + "e",
        stem + ending + "en",
        *_strong(infinitive, 1),
    }


def participles(infinitive: str) -> set[str]:
    """Past participles, weak and strong: getoetst, verleend, gebracht."""
    prefix = "" if infinitive.startswith(UNSTRESSED) else "ge"
    return {prefix + form for form in finite(infinitive) if form[-1] in "dt"} | _strong(infinitive, 2, prefix)


def _strong(infinitive: str, column: int, prefix: str = "") -> set[str]:
    rows = [row.split(":") for row in word_list("strong_verbs")]
    verb, *parts = max((row for row in rows if infinitive.endswith(row[0])), key=lambda row: len(row[0]), default=[""])
    return {prefix + infinitive[: -len(verb)] + parts[column - 1]} if verb else set()


def _stem(infinitive: str) -> str:
    """verlenen → verleen, toetsen → toets, verschaffen → verschaf, beven → beef."""
    stem = infinitive[:-2]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        return stem[:-1]
    open_syllable = len(stem) > 2 and stem[-2] in "aeou" and stem[-3] not in "aeiou" and stem[-1] not in "aeiouwx"
    schwa = stem.endswith(("el", "er", "em")) and len(stem) > 4
    if open_syllable and not schwa:
        stem = stem[:-1] + stem[-2] + stem[-1]
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
