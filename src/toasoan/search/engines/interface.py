"""What an engine must be able to do. Ranking, extracts and suggestions are not its business."""

from typing import Protocol

from toasoan.search.matching import Match, Stretch


class EngineAwayError(Exception):
    """The engine does not answer; the caller searches with the database's index."""


class Engine(Protocol):
    """Finds documents by their words."""

    def newest(self, match: Match, stretch: Stretch) -> list[int]:
        """The numbers of the newest documents that match, newest first.

        Its cost must not grow with the number of matches. Raises EngineAwayError.
        """
