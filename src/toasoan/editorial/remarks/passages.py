"""Where the passage of a remark stands, paragraph by paragraph."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Revision

from toasoan.editorial.models import Remark
from toasoan.editorial.remarks.rules import quote_stands
from toasoan.stories.models import Story
from toasoan.stories.paragraphs import Part, parts_of, text_parts
from toasoan.stories.text import all_words
from toasoan.vietnamese.shortening import shortened

#: Versions at most that are looked into for paragraphs whose passages are gone.
_MOST_VERSIONS = 10
#: So much is shown of what a paragraph says now.
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Passage:
    """Whether a quoted passage stands, and if not what its paragraph says now; empty when gone."""

    stands: bool
    now_reads: str = ""


def passages(remarks: Sequence[Remark], text: Story) -> dict[int, Passage]:
    """Remark id → where its quote is in this text; one query when a quote is gone.

    A paragraph is known by its lasting name, which the version had on which the remark was made.
    """
    quoting = [remark for remark in remarks if remark.quote]
    if not quoting:
        return {}
    parts = list(parts_of(text.body))
    words = (all_words(text), " ".join(part.words.replace(" | ", " ") for part in parts))
    found = {
        row.pk: Passage(any(quote_stands(row.quote, each) for each in words)) for row in quoting
    }
    gone = [row for row in quoting if not found[row.pk].stands]
    now = {part.key: part.words for part in parts if part.key}
    for row_id, key in _names_of(gone).items():
        if key in now:
            found[row_id] = Passage(stands=False, now_reads=shortened(now[key], _EXCERPT))
    return found


def _names_of(remarks: Iterable[Remark]) -> dict[int, str]:
    """Remark id → name of the paragraph in which its quote stood."""
    of_version: dict[int, list[Remark]] = {}
    for remark in remarks:
        if remark.revision_id is not None:
            of_version.setdefault(remark.revision_id, []).append(remark)
    wanted = sorted(of_version, reverse=True)[:_MOST_VERSIONS]
    return {
        remark.pk: part.key
        for revision in (Revision.objects.filter(pk__in=wanted) if wanted else ())
        for part in _texts(revision.content)
        for remark in of_version[revision.pk]
        if part.key and quote_stands(remark.quote, part.words)
    }


def _texts(content: dict[str, Any]) -> Iterable[Part]:
    """The paragraphs of a version, from what is stored of it; no query."""
    for block in json.loads(content.get("body") or "[]"):
        if block["type"] == "text":
            yield from text_parts(block["value"])
