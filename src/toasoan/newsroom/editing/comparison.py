"""The page that compares two versions of a story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Revision

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import story_for
from toasoan.editorial.versions import NAMING
from toasoan.ledger.models import LedgerEntry
from toasoan.ledger.queries import trail
from toasoan.newsroom.kit.step_wording import trail_label
from toasoan.newsroom.kit.story_view import story_view
from toasoan.stories.changes import compared_bodies, compared_fields
from toasoan.stories.comparison import LinePair, LineState, MergedRun, merged_runs
from toasoan.stories.models import Story
from toasoan.stories.paragraphs import PartKind
from toasoan.stories.story_fields import field_label


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version: its text, what it was made for, and by whom."""

    text: Story
    revision: Revision
    name: str
    who: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A paragraph on the page: what it is, what became of it, its words on both sides as one."""

    kind: str
    state: str
    css: str
    words: tuple[MergedRun, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Paragraphs that follow each other; those that are folded have not changed."""

    is_folded: bool
    lines: tuple[ShownLine, ...]


def comparison_page(request: HttpRequest, story_id: int, old: str, new: str) -> HttpResponse:
    """Two versions: their names and times, every field that differs, the body by paragraphs.

    `old` and `new` are numbers of versions, or "earliest", "latest" and "live". Raises Http404.
    """
    user, now = user_of(request), timezone.now()
    story = story_for(user, story_id)
    entries = trail(story.pk)
    before, after = (_version(story, named, entries) for named in (old, new))
    groups = _groups(compared_bodies(before.text, after.text))
    fields = [
        (field_label(name), merged_runs(*sides))
        for name, *sides in compared_fields(before.text, after.text)
    ]
    is_latest = after.revision.pk == story.latest_revision_id
    main = story_view(story, user, now).main if is_latest else None
    context = {
        "story": story,
        "headline": after.text.headline,
        "before": before,
        "after": after,
        "is_latest": is_latest,
        "fields": fields,
        "body_label": field_label("body"),
        "groups": groups if any(not group.is_folded for group in groups) else (),
        "main": main if main and not main.problems else None,
    }
    return render(request, "newsroom/editing/comparison.html", context)


def _version(story: Story, named: str, entries: Iterable[LedgerEntry]) -> ShownVersion:
    revisions = Revision.objects.for_instance(story).select_related("user")
    in_order = revisions.order_by("created_at", "pk")
    match named:
        case "earliest":
            revision = in_order.first()
        case "latest":
            revision = in_order.last()
        case "live":
            revision = revisions.filter(pk=story.live_revision_id or 0).first()
        case _:
            is_number = named.isascii() and named.isdecimal() and len(named) < _LONGEST_ID
            revision = revisions.filter(pk=named).first() if is_number else None
    if revision is None:
        raise Http404
    marks = [
        entry for entry in entries if entry.revision_id == revision.pk and entry.kind in NAMING
    ]
    name = " · ".join(dict.fromkeys(trail_label(mark.kind) for mark in marks))
    return ShownVersion(
        revision.as_object(), revision, name or _("Saved version"), str(revision.user or "")
    )


#: Digits of the largest number of a version.
_LONGEST_ID = 19


def _groups(pairs: Sequence[LinePair]) -> list[ShownGroup]:
    return [
        ShownGroup(folded, tuple(map(_shown, run)))
        for folded, run in groupby(pairs, key=lambda pair: pair.is_folded)
    ]


def _shown(pair: LinePair) -> ShownLine:
    state = _states()[pair.state]
    if pair.moved:
        moved = pgettext("paragraph", "Moved")
        state = moved if pair.state is LineState.SAME else f"{state} · {moved.lower()}"
    css = "moved" if pair.moved and pair.state is LineState.SAME else pair.state.value
    return ShownLine(_kinds().get(pair.line.kind, ""), state, css, pair.merged)


def _states() -> dict[LineState, str]:
    return {
        LineState.SAME: "",
        LineState.CHANGED: pgettext("paragraph", "Changed"),
        LineState.LOOK: _("Same words, other look, link or photo"),
        LineState.ADDED: _("Added"),
        LineState.REMOVED: _("Removed"),
    }


def _kinds() -> dict[PartKind, str]:
    return {
        PartKind.HEADING: _("Sub-heading"),
        PartKind.ITEM: _("Item of a list"),
        PartKind.QUOTE: _("Quotation"),
        PartKind.PICTURE: _("Photo"),
        PartKind.GALLERY: _("Gallery"),
        PartKind.TABLE: _("Row of a table"),
        PartKind.VIDEO: _("Video"),
        PartKind.FILE: _("Attached file"),
    }
