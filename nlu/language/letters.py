"""`langdetect`, the one door to it: which language the letters look like, among those that we allow.

Its own list has 55 languages, and on short texts it takes Dutch for Afrikaans or Danish; here it only knows ours.
It draws at random: with the seed fixed, the same text always gives the same answer.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

SEED = 0


def likely(text: str, languages: frozenset[str]) -> Mapping[str, float]:
    """Language → probability, only those that langdetect knows; empty when the text has no letters."""
    detector = _factory(languages).create()
    detector.append(text)
    try:
        return {found.lang: found.prob for found in detector.get_probabilities()}
    except LangDetectException:
        return {}


@cache
def _factory(languages: frozenset[str]) -> DetectorFactory:
    factory = DetectorFactory()
    factory.set_seed(SEED)
    factory.load_json_profile(list(_profiles(languages)))
    return factory


def _profiles(languages: frozenset[str]) -> Iterable[str]:
    folder = Path(langdetect.__file__).with_name("profiles")
    paths = (folder / language for language in sorted(languages))
    return (path.read_text(encoding="utf-8") for path in paths if path.exists())
