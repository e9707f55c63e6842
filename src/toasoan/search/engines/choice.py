"""Which engine is asked: OpenSearch when a setting names one and it answers, else the database."""

import logging
import time

from django.conf import settings

from toasoan.search.engines.database import DatabaseEngine
from toasoan.search.engines.interface import Engine, EngineAwayError
from toasoan.search.engines.opensearch import OpenSearchEngine
from toasoan.search.matching import Match, Stretch

_log = logging.getLogger(__name__)
#: So long nobody waits again for a server that did not answer.
_REST = 30.0


class _Pause:
    """The moment (monotonic clock) until which this process does not ask OpenSearch."""

    until = 0.0


def newest(match: Match, stretch: Stretch) -> list[int]:
    """The numbers of the newest documents that match, from whichever engine answers."""
    if settings.TOASOAN_SEARCH_URL and time.monotonic() >= _Pause.until:
        engine: Engine = OpenSearchEngine(settings.TOASOAN_SEARCH_URL)
        try:
            return engine.newest(match, stretch)
        except EngineAwayError as error:
            _Pause.until = time.monotonic() + _REST
            _log.warning("%s The database searches for %d seconds.", error, _REST)
    return DatabaseEngine().newest(match, stretch)
