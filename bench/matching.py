"""Finding 300 stories in 1,000 items of outlets: how well; time beside one pass over the words."""

import re
import statistics
import time

from toasoan.monitoring.shingles import Archive, Comparison, Likeness, Text
from toasoan.testing.outlet_items import MadeItem, MadeStory, made_set
from toasoan.vietnamese.fold import fold

SEEDS = range(1, 6)
THRESHOLDS = (0.30, 0.35, 0.40, 0.45, 0.50, 0.60)
_WORD = re.compile(r"[a-z0-9]+")


def main() -> None:
    """Print recall and precision for five sets and some thresholds, and the time as a ratio."""
    ratios = []
    for seed in SEEDS:
        stories, items = made_set(seed)
        began = time.perf_counter()
        for text in [*(story.text for story in stories), *(item.text for item in items)]:
            _WORD.findall(fold(text))
        plain = time.perf_counter() - began
        began = time.perf_counter()
        scored = _scored(stories, items)
        took = time.perf_counter() - began
        ratios.append(took / plain)
        print(f"set {seed}: {took:.2f} s, {took / plain:.1f} × one pass over the words")
        _print_scores(items, scored)
    print(f"median of the ratios: {statistics.median(ratios):.1f}")


def _scored(stories: list[MadeStory], items: list[MadeItem]) -> list[list[Likeness]]:
    texts = {story.number: Text.of(story.text) for story in stories}
    of_items = [Text.of(item.text) for item in items]
    comparison = Comparison.of(texts, Archive(one.shingles for one in (*texts.values(), *of_items)))
    return [comparison.likenesses(item, min(THRESHOLDS)) for item in of_items]


def _print_scores(items: list[MadeItem], scored: list[list[Likeness]]) -> None:
    truth = {(at, story) for at, item in enumerate(items) for story in item.stories}
    for least in THRESHOLDS:
        found = {
            (at, one.story) for at, row in enumerate(scored) for one in row if one.score >= least
        }
        right = len(found & truth)
        print(f"  {least:.2f}  recall {right / len(truth):.4f}  precision {right / len(found):.4f}")
