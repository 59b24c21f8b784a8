"""Passages that do not exist yet: what the index would hold if there were a hundred thousand or a million.

Random vectors would flatter or punish an index at will, so new topics are made of our own passages. A topic is a
centre and the deviations of its passages. A new topic moves a real centre by the difference between two others, keeps
its distance to the origin, and mixes the deviations of real passages in pairs: directions and spread, within topics
and between them, stay those that were measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Vectors

Positions = NDArray[np.int64]

# How far a new centre moves: halfway to a neighbour, so that new subjects lie between and beyond the real ones.
MOVE = 0.5
# Rows of one matrix product: 100 queries x 100,000 passages is 40 MB.
BLOCK = 100_000


@dataclass(frozen=True)
class Grown:
    """`passages` to index, shape (n, dimensions), and `queries` that were kept out of it; unit vectors."""

    passages: Vectors
    queries: Vectors


def grow(vectors: Vectors, topic_of: Positions, count: int, queries: int, seed: int) -> Grown:
    """`count` passages and `queries` more, from centred unit vectors and the topic of each; deterministic."""
    random = np.random.default_rng(seed)
    made = np.empty((count + queries, vectors.shape[1]), dtype=np.float32)
    filled = 0
    for topic in _topics(vectors, topic_of, random):
        taken = topic[: len(made) - filled]
        made[filled : filled + len(taken)] = taken
        filled += len(taken)
        if filled == len(made):
            break
    kept_out = random.choice(len(made), queries, replace=False)
    return Grown(np.delete(made, kept_out, axis=0), made[kept_out])


def _topics(vectors: Vectors, topic_of: Positions, random: np.random.Generator) -> Iterator[Vectors]:
    """The passages of one topic after the other: first the real topics, then new ones without end."""
    order = np.argsort(topic_of, kind="stable")
    members = np.split(vectors[order], np.flatnonzero(np.diff(topic_of[order])) + 1)
    centres = np.stack([own.mean(axis=0) for own in members])
    deviations = vectors - centres[np.unique(topic_of, return_inverse=True)[1]]
    for number in random.permutation(len(members)):
        yield members[number]
    while True:
        start, toward, away, lender = random.integers(0, len(members), 4)
        moved = centres[start] + MOVE * (centres[toward] - centres[away])
        centre = moved * (np.linalg.norm(centres[start]) / max(np.linalg.norm(moved), 1e-12))
        own = members[lender] - centres[lender]
        # One deviation alone would return in every topic that borrows it, as a near duplicate.
        yield _unit(centre + (own + deviations[random.integers(0, len(deviations), len(own))]) / np.sqrt(2))


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def nearest(passages: Vectors, queries: Vectors, count: int) -> tuple[Positions, Vectors]:
    """The truth: positions and cosines of the `count` nearest passages, best first; shapes (queries, count)."""
    best = np.full((len(queries), count), -2.0, dtype=np.float32)
    where = np.full((len(queries), count), -1, dtype=np.int64)
    for begin in range(0, len(passages), BLOCK):
        block = queries @ passages[begin : begin + BLOCK].T
        cosines = np.concatenate([best, block], axis=1)
        positions = np.concatenate([where, np.broadcast_to(np.arange(begin, begin + block.shape[1]), block.shape)], 1)
        chosen = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        best, where = np.take_along_axis(cosines, chosen, 1), np.take_along_axis(positions, chosen, 1)
    return where, best


def recall(found: Positions, truth: Positions) -> float:
    """Share of the truly nearest that were found, over all queries; both of shape (queries, count)."""
    both = [len(np.intersect1d(one, other)) for one, other in zip(found, truth, strict=True)]
    return sum(both) / truth.size
