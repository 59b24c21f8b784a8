"""Languages of Wegwijs in the three letters that Open Klant wants.

The API asks for ISO 639-2/B and gives `nld` as its example, which is the T form; so the T form is what we send.
"""

UNDETERMINED = "und"
CODES = {
    "nl": "nld", "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "pl": "pol", "ro": "ron", "bg": "bul", "tr": "tur",
    "ar": "ara", "uk": "ukr", "ru": "rus", "pap": "pap", "ti": "tir", "fa": "fas", "so": "som", "zh": "zho",
}  # fmt: skip


def three_letters(language: str) -> str:
    """`und`, undetermined, for what is not one of ours."""
    return CODES.get(language, UNDETERMINED)
