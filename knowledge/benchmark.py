"""Retrieval on real records: does a record's question find its own body, from which the question is left out?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from knowledge.lexical import grams, words
from knowledge.schema import IngestedRecord

Matrix = NDArray[np.floating]
# Reciprocal rank fusion's usual constant (Cormack, Clarke and Büttcher 2009).
RRF_K = 60


@dataclass(frozen=True)
class Row:
    method: str
    recall_at_1: float
    recall_at_3: float
    mrr: float


def record_table(records: Sequence[IngestedRecord], encoder: Encoder) -> list[Row]:
    """One row a method, over the records that have a body."""
    used = [record for record in records if record.introduction or record.paragraphs]
    questions = [record.question for record in used]
    dense = _dense(used, encoder.queries(questions), encoder)
    bodies = [_body(record) for record in used]
    stems, letters = _bm25(questions, bodies, words), _bm25(questions, bodies, grams)
    return [
        _row("encoder alone (whole body)", encoder.queries(questions) @ encoder.passages(bodies).T),
        _row("encoder alone (best passage)", dense),
        _row("BM25, stems", stems),
        _row("BM25, letter groups", letters),
        _row("reciprocal rank fusion", _reciprocal(dense) + _reciprocal(stems)),
        _row("Wegwijs: standardised sum", _standard(dense) + 0.5 * (_standard(stems) + _standard(letters))),
    ]


def _body(record: IngestedRecord) -> str:
    return "\n".join([record.introduction, *(f"{part.title}\n{part.text}" for part in record.paragraphs)])


def _dense(records: Sequence[IngestedRecord], queries: NDArray[np.float32], encoder: Encoder) -> Matrix:
    pieces = [
        (number, piece)
        for number, record in enumerate(records)
        for piece in [record.introduction, *(f"{part.title}. {part.text}" for part in record.paragraphs)]
        if piece.strip()
    ]
    scores = queries @ encoder.passages([piece for _, piece in pieces]).T
    best = np.full((len(queries), len(records)), -1.0)
    for column, (number, _) in enumerate(pieces):
        best[:, number] = np.maximum(best[:, number], scores[:, column])
    return best


def _bm25(questions: Sequence[str], bodies: Sequence[str], analyse: Callable[[str], tuple[str, ...]]) -> Matrix:
    index = bm25s.BM25(k1=1.2, b=0.5)
    index.index([list(analyse(body)) for body in bodies], show_progress=False)
    rows = []
    for question in questions:
        known = [token for token in analyse(question) if token in index.vocab_dict]
        rows.append(index.get_scores(known) if known else np.zeros(len(bodies)))
    return np.array(rows, dtype=np.float64)


def _standard(scores: Matrix) -> Matrix:
    spread = np.maximum(scores.std(axis=1, keepdims=True), 1e-9)
    return np.asarray((scores - scores.mean(axis=1, keepdims=True)) / spread)


def _reciprocal(scores: Matrix) -> Matrix:
    ranks = (-scores).argsort(axis=1).argsort(axis=1) + 1
    return np.asarray(1.0 / (RRF_K + ranks))


def _row(method: str, scores: Matrix) -> Row:
    own = np.diag(scores)[:, None]
    ranks = (scores > own).sum(axis=1) + 1
    return Row(method, float((ranks <= 1).mean()), float((ranks <= 3).mean()), float((1 / ranks).mean()))
