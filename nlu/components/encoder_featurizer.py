"""Sentence vectors of the packaged encoder as Rasa features.

e5 vectors all point roughly the same way (cosines live in 0.78-0.92), so a linear classifier can hardly
tell them apart. Centring on the mean of the training sentences and scaling spreads them out.
"""

import json
from functools import lru_cache
from typing import Any, Dict, List, Text, Tuple, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import training_vectors
from nlu.packaged_e5 import DIMENSIONS, encode_queries, fingerprint

MEAN_FILE = "mean.json"
# People say "ja" and "dank u" all day.
CACHED_SENTENCES = 4096


@lru_cache(CACHED_SENTENCES)
def _vector(text: str) -> np.ndarray:
    return encode_queries([text])[0]


@lru_cache(1)
def _training_vectors(texts: Tuple[str, ...]) -> Dict[str, np.ndarray]:
    """What was kept of an earlier training, and the rest all at once: a batch takes its threads once.

    Training asks twice for the same sentences, in two instances of the component.
    """
    known = training_vectors.read(training_vectors.path(), fingerprint())
    new = training_vectors.missing(texts, known)
    return {**known, **dict(zip(new, encode_queries(new)))} if new else known


def _distinct(messages: List[Message]) -> Tuple[str, ...]:
    return tuple(sorted({message.get(TEXT) for message in messages if message.get(TEXT)}))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """One sentence feature of shape (1, 384): (vector - training mean) * scale."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {**DenseFeaturizer.get_default_config(), "scale": 10.0}

    def __init__(
        self,
        config: Dict[Text, Any],
        name: Text,
        model_storage: ModelStorage,
        resource: Resource,
        mean: np.ndarray,
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._mean = mean

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EncoderFeaturizer":
        return cls(
            config,
            execution_context.node_name,
            model_storage,
            resource,
            np.zeros(DIMENSIONS, dtype=np.float32),
        )

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "EncoderFeaturizer":
        """Read the mean back; refuses a model that another encoder was trained with."""
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / MEAN_FILE).read_text())
        if stored["encoder"] != fingerprint():
            raise ValueError(
                f"the model was trained with encoder {stored['encoder']}, this is {fingerprint()}: run make train"
            )
        mean = np.array(stored["mean"], dtype=np.float32)
        return cls(config, execution_context.node_name, model_storage, resource, mean)

    def train(self, training_data: TrainingData) -> Resource:
        vectors = _training_vectors(_distinct(training_data.training_examples))
        texts = [message.get(TEXT) for message in training_data.intent_examples if message.get(TEXT)]
        self._mean = np.stack([vectors[text] for text in texts]).mean(axis=0)
        with self._model_storage.write_to(self._resource) as folder:
            content = {"encoder": fingerprint(), "mean": self._mean.tolist()}
            (folder / MEAN_FILE).write_text(json.dumps(content))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        vectors = _training_vectors(_distinct(training_data.training_examples))
        for message in training_data.training_examples:
            if message.get(TEXT):
                self._add(message, vectors[message.get(TEXT)])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if message.get(TEXT):
                self._add(message, _vector(message.get(TEXT)))
        return messages

    def _add(self, message: Message, vector: np.ndarray) -> None:
        spread = ((vector - self._mean) * self._config["scale"]).reshape(1, -1)
        message.add_features(Features(spread, FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS]))

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to refuse: `scale` is any number."""
