"""A small layer on the frozen encoder: from a question's vector to topics, learned from how citizens ask.

Multinomial logistic regression on the centred vectors of all questions and sections. The encoder alone
matches the form of a sentence as much as its subject; this layer learns which directions carry the subject.
"""

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


def fit(vectors: Matrix, topics: NDArray[np.int64], count: int) -> LearnedLayer:
    """Learn from centred unit vectors, shape (n, dimensions), and the topic of each; deterministic."""
    import torch

    torch.manual_seed(SEED)
    inputs, labels = torch.from_numpy(vectors * SCALE), torch.from_numpy(topics)
    layer = torch.nn.Linear(vectors.shape[1], count)
    optimiser = torch.optim.Adam(layer.parameters(), lr=LEARNING_RATE)
    steps = EPOCHS * -(-len(inputs) // BATCH)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    for _ in range(EPOCHS):
        for batch in torch.split(torch.randperm(len(inputs)), BATCH):
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(layer(inputs[batch]), labels[batch], label_smoothing=SMOOTHING)
            (loss + RIDGE * layer.weight.square().sum()).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            slower.step()
    return LearnedLayer(layer.weight.detach().numpy().copy(), layer.bias.detach().numpy().copy())
