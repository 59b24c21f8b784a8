"""The knowledge base that serves now, replaced under running questions when a newer build is swapped in.

A question keeps the base that it began with; the next one gets the new base. A build that cannot be used is
reported once, in one line, and the old base serves on.
"""

import logging
from datetime import UTC, date, datetime

from bot.settings import Settings
from knowledge.base import KnowledgeBase, open_base
from knowledge.encoder import Encoder
from knowledge.index import current_build
from knowledge.problems import KnowledgeError

log = logging.getLogger(__name__)


class LiveBase:
    """`base` is what serves; `refresh` looks whether there is something newer."""

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self._settings = settings
        self._seen = self._wanted()
        self.base: KnowledgeBase = open_base(settings, encoder)

    def refresh(self) -> bool:
        """Load the newest build beside the old one and replace it; says whether another base serves now.

        Costs a read of one small file when nothing changed. A new day counts as a change: a text may have
        become valid, or have ended.
        """
        wanted = self._wanted()
        if wanted == self._seen:
            return False
        self._seen = wanted
        try:
            fresh = open_base(self._settings, self.base.encoder)
        except KnowledgeError as error:
            said = " ".join(str(error).split())
            log.error("the new index is not used; the one of %s serves on: %s", _made(self.base), said)
            return False
        self.base = fresh
        log.info("the index of %s serves now: %d topics", _made(fresh), len(fresh.index.topic_map.topics))
        return True

    def _wanted(self) -> tuple[str | None, date]:
        return current_build(self._settings.index_dir), datetime.now(UTC).date()


def _made(base: KnowledgeBase) -> str:
    return base.index.manifest.built_at
