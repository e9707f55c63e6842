"""Which successions can be."""

from toasoan.units.models import SuccessionKind

#: Kind → (fewest, most) predecessors, (fewest, most) successors; None is no upper limit.
SUCCESSION_COUNTS: dict[SuccessionKind, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    SuccessionKind.CLOSED: ((1, 1), (0, 0)),
    SuccessionKind.MERGED: ((2, None), (1, 1)),
    SuccessionKind.SPLIT: ((1, 1), (2, None)),
    SuccessionKind.RENAMED: ((1, 1), (1, 1)),
}


def _fits(count: int, limits: tuple[int, int | None]) -> bool:
    fewest, most = limits
    return count >= fewest and (most is None or count <= most)


def succession_counts_fit(kind: SuccessionKind, *, predecessors: int, successors: int) -> bool:
    """Whether a succession of this kind may join so many units to so many."""
    before, after = SUCCESSION_COUNTS[kind]
    return _fits(predecessors, before) and _fits(successors, after)
