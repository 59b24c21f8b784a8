"""A small layer on the frozen encoder: from a question's vector to topics, learned from how citizens ask.

Multinomial logistic regression on the centred vectors of all questions and sections. The encoder alone
matches the form of a sentence as much as its subject; this layer learns which directions carry the subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.topic_map import Matrix

# Spreads unit vectors so that a step of the optimiser moves probabilities; the weights absorb the rest.
SCALE = 5.0
EPOCHS = 12
BATCH = 1024
LEARNING_RATE = 0.03
# From the layer of an earlier build that knows nearly all topics: a quarter of the time, the same judgement
# (on questions held out the loss per question differs by 0.007, and 94% get the same first topic).
WARM_EPOCHS = 3
WARM_LEARNING_RATE = 0.01
RIDGE = 1e-4
# Neighbouring topics overlap: a label that is not quite certain keeps the layer from overstating.
SMOOTHING = 0.1
SEED = 20261122


@dataclass(frozen=True)
class LearnedLayer:
    """`weights` has shape (topics, dimensions), `bias` (topics,)."""

    weights: Matrix
    bias: Matrix

    def log_probabilities(self, vector: Matrix) -> Matrix:
        """Log of the share of belief per topic for one centred unit vector: shape (topics,)."""
        logits = self.weights @ (vector * SCALE) + self.bias
        shifted = logits - logits.max()
        return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)

    def save(self, path: Path) -> None:
        np.savez(path, weights=self.weights, bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> "LearnedLayer":
        with np.load(path) as stored:
            return cls(stored["weights"], stored["bias"])

    def carried_over(self, old: Sequence[str], new: Sequence[str]) -> "LearnedLayer":
        """The same layer for other topics: rows of topics that stay, zeros for those that are new."""
        row = {topic: i for i, topic in enumerate(old)}
        weights = np.zeros((len(new), self.weights.shape[1]), dtype=np.float32)
        bias = np.zeros(len(new), dtype=np.float32)
        for i, topic in enumerate(new):
            if topic in row:
                weights[i], bias[i] = self.weights[row[topic]], self.bias[row[topic]]
        return LearnedLayer(weights, bias)


def fit(vectors: Matrix, topics: NDArray[np.int64], count: int, start: LearnedLayer | None = None) -> LearnedLayer:
    """Learn from centred unit vectors, shape (n, dimensions), and the topic of each; deterministic.

    `start`: a layer for the same topics to go on from, which takes a quarter of the time.
    """
    import torch

    torch.manual_seed(SEED)
    inputs, labels = torch.from_numpy(vectors * SCALE), torch.from_numpy(topics)
    layer = torch.nn.Linear(vectors.shape[1], count)
    if start:
        layer.load_state_dict({"weight": torch.from_numpy(start.weights), "bias": torch.from_numpy(start.bias)})
    epochs, rate = (WARM_EPOCHS, WARM_LEARNING_RATE) if start else (EPOCHS, LEARNING_RATE)
    optimiser = torch.optim.Adam(layer.parameters(), lr=rate)
    steps = epochs * -(-len(inputs) // BATCH)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    for _ in range(epochs):
        for batch in torch.split(torch.randperm(len(inputs)), BATCH):
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(layer(inputs[batch]), labels[batch], label_smoothing=SMOOTHING)
            (loss + RIDGE * layer.weight.square().sum()).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    return LearnedLayer(layer.weight.detach().numpy().copy(), layer.bias.detach().numpy().copy())
