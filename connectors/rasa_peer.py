"""What a Rasa user would build by default, to compare with: DIETClassifier and ResponseSelector on the same texts.

The pipeline is the one that `rasa init` writes. Every text is a retrieval intent `faq/<topic>` with its title and the
questions of its editor; all doors together are the intent `elsewhere`. Trained once for the same contents, below
`var/peers`; then asked over Rasa's own HTTP interface, on loopback.
"""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from connectors.rasa_parse import rasa_parser
from connectors.train import RASA, TrainingFailed, rasa_environment
from knowledge.peers import Guess
from knowledge.schema import Door, ServiceText

ELSEWHERE = "elsewhere"
# `rasa init` trains both for 100. On two cores DIET would take an hour by itself to tell two intents apart, of which
# it is sure after five; the selector, which chooses the text, keeps its hundred.
DIET_EPOCHS, SELECTOR_EPOCHS = 15, 100
PIPELINE = """recipe: default.v1
language: nl
assistant_id: peer
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {diet}
- name: EntitySynonymMapper
- name: ResponseSelector
  epochs: {selector}
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
"""
# What Rasa's training format would read as an entity, a list or the end of a line.
MARKUP = re.compile(r"[\[\]{}()|`\s]+")
PROGRESS = re.compile(r"Epochs:\s+(\d+)%")
COMPONENT = re.compile(r"Starting to train component '(\w+)'")
LOG_TAIL_CHARS = 3000

Announce = Callable[[str], None]


def train_rasa_peer(
    texts: Sequence[ServiceText],
    doors: Sequence[Door],
    folder: Path,
    announce: Announce,
    epochs: tuple[int, int] = (DIET_EPOCHS, SELECTOR_EPOCHS),
) -> Path:
    """The model for these contents, trained unless it is there; raises `TrainingFailed`.

    `epochs`: those of DIET and those of the selector.
    """
    files = training_files(texts, doors, epochs)
    work = folder / hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    model = work / "peer.tar.gz"
    if model.exists():
        return model
    if not RASA.exists():
        raise TrainingFailed("the environment of Rasa is missing. Run: make setup")
    work.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (work / name).write_text(content, encoding="utf-8")
    _train(work, announce)
    if not model.exists():
        raise TrainingFailed(f"Rasa could not train the peer:\n{(work / 'train.log').read_text()[-LOG_TAIL_CHARS:]}")
    return model


def training_files(texts: Sequence[ServiceText], doors: Sequence[Door], epochs: tuple[int, int]) -> dict[str, str]:
    """Rasa's three input files by name."""
    examples = {f"faq/{text.id}": (text.title, *text.questions) for text in texts}
    examples[ELSEWHERE] = tuple(line for door in doors for line in (door.title, *door.phrasings))
    return {
        "config.yml": PIPELINE.format(diet=epochs[0], selector=epochs[1]),
        "nlu.yml": "\n".join(['version: "3.1"', "nlu:", *_intents(examples)]) + "\n",
        "domain.yml": "\n".join(['version: "3.1"', "intents: [faq, elsewhere]", "responses:", *_responses(texts)])
        + "\n",
    }


def _intents(examples: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for intent, lines in examples.items():
        yield f"- intent: {intent}"
        yield "  examples: |"
        yield from (f"    - {line}" for line in dict.fromkeys(MARKUP.sub(" ", line).strip() for line in lines))


def _responses(texts: Iterable[ServiceText]) -> Iterator[str]:
    for text in texts:
        yield f"  utter_faq/{text.id}:"
        yield f"  - text: {json.dumps(text.title)}"


def _train(work: Path, announce: Announce) -> None:
    command = [
        str(RASA), "train", "nlu", "--config", "config.yml", "--nlu", "nlu.yml", "--domain", "domain.yml",
        "--out", ".", "--fixed-model-name", "peer",
    ]  # fmt: skip
    with (
        (work / "train.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - fixed arguments
            command, cwd=work, env=rasa_environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process,
    ):
        component = ""
        for line in process.stdout or ():  # a carriage return ends a line too, so every step of Rasa's bar is one
            log.write(line)
            component = next(iter(COMPONENT.findall(line)), component)
            announce(" ".join([component, *(f"{share} %" for share in PROGRESS.findall(line)[-1:])]))


@contextmanager
def rasa_peer(model: Path) -> Iterator[Callable[[str], Guess]]:
    """What the model says of a question, for as long as the block runs."""
    with rasa_parser(model, model.with_name("run.log")) as parse:
        yield lambda text: guess_of(parse(text))


def guess_of(parsed: Any) -> Guess:
    """Rasa's answer to `/model/parse` as a guess: how sure DIET is of a service, times the selector of which one."""
    intents = {intent["name"]: float(intent["confidence"]) for intent in parsed["intent_ranking"]}
    ranking = parsed["response_selector"]["default"]["ranking"]
    return Guess(
        ranked=tuple(choice["intent_response_key"].removeprefix("faq/") for choice in ranking),
        confidence=intents.get("faq", 0.0) * float(ranking[0]["confidence"]) if ranking else 0.0,
        elsewhere=parsed["intent"]["name"] == ELSEWHERE,
    )
