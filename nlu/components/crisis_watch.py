"""Is somebody in danger or in despair? One decision of its own, with a threshold of its own.

The intent classifier is linear and weighs a crisis against every other intent. This watch is trained on the same
sentence vectors with one question only, crisis or not, and an RBF kernel: sadness and family words alone mean nothing,
nearness to what people in need have said does. Measured in docs/evaluation.md.
"""

from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import SVC

from nlu.crisis_ranking import CRISIS, watched
from nlu.crisis_signals import signalled

KERNEL_FILE = "crisis_watch.npz"


def _unit_vector(message: Message) -> np.ndarray:
    """The direction of the sentence, seen from the middle of all training sentences."""
    vector = message.get_dense_features(TEXT)[1].features[0]
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisWatch(GraphComponent, IntentClassifier):
    """Stands after the classifier, whose ranking says which kind of crisis it is, and before the fallback."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`threshold`: distance to the border, 0 is even odds in training, lower raises more alarms."""
        return {"threshold": -0.2, "gamma": 2.0, "C": 3.0}

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        kernel: Dict[Text, np.ndarray],
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._kernel = kernel

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CrisisWatch":
        return cls(config, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "CrisisWatch":
        with model_storage.read_from(resource) as folder, np.load(folder / KERNEL_FILE) as stored:
            return cls(config, model_storage, resource, dict(stored))

    def train(self, training_data: TrainingData) -> Resource:
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        found = SVC(gamma=self._config["gamma"], C=self._config["C"], class_weight="balanced")
        found.fit(
            np.stack([_unit_vector(message) for message in examples]),
            [message.get(INTENT).startswith(CRISIS) for message in examples],
        )
        self._kernel = {
            "vectors": found.support_vectors_,
            "weights": found.dual_coef_[0],
            "offset": found.intercept_,
        }
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / KERNEL_FILE, **self._kernel)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if message.get(TEXT) and message.get(INTENT_RANKING_KEY):
                alarm = self._score(_unit_vector(message)) > self._config["threshold"]
                ranking = watched(message.get(INTENT_RANKING_KEY), alarm, signalled(message.get(TEXT)))
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this component learns from it."""
        return training_data

    def _score(self, vector: np.ndarray) -> float:
        """What SVC.decision_function says, without scikit-learn's pickles in the model."""
        apart = ((self._kernel["vectors"] - vector) ** 2).sum(axis=1)
        return float(self._kernel["weights"] @ np.exp(-self._config["gamma"] * apart) + self._kernel["offset"][0])

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to refuse: any numbers are a choice."""
