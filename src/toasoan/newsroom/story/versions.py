"""What the screens about a story's versions show."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.versions import Mark, Saved, Version, named_versions
from toasoan.ledger.queries import trail
from toasoan.newsroom.kit.comparisons import COMPARE
from toasoan.newsroom.kit.step_wording import trail_label
from toasoan.stories.models import Story


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A line of the list of versions."""

    version: Version
    saved_by: str
    labels: tuple[str, ...]
    compare: str

    @property
    def actions(self) -> tuple[Mark, ...]:
        """The actions that named this version."""
        return self.version.marks


def versions_of(story: Story) -> list[VersionRow]:
    """The story's named versions, latest first; three queries."""
    saved = [
        Saved(pk, saved_at, user_id)
        for pk, saved_at, user_id in _revisions(story).values_list("pk", "created_at", "user_id")
    ]
    editions = dict(story.editions.values_list("number", "correction_note"))
    marks = [
        Mark(
            entry.revision_id,
            entry.kind,
            entry.happened_at,
            str(entry.actor) if entry.actor else _("the clock"),
            str(entry.acting_for) if entry.acting_for else "",
            _edition(entry.detail.get("edition"), editions),
        )
        for entry in trail(story.pk)
        if entry.revision_id is not None
    ]
    versions = named_versions(saved, marks)
    people = User.objects.in_bulk({row.saved.user_id for row in versions} - {None})
    return [_row(story, version, people) for version in reversed(versions)]


def _revisions(story: Story) -> QuerySet[Revision]:
    return Revision.objects.for_instance(story).order_by("created_at", "pk")


def _edition(number: object, editions: dict[int, str]) -> int | None:
    return number if isinstance(number, int) and number in editions else None


def _row(story: Story, version: Version, people: dict[int, User]) -> VersionRow:
    labels = [_mark_label(mark) for mark in version.marks]
    if not labels:
        labels = [_("Draft begun") if version.is_first else _("Edited")]
    compare = ""
    if version.previous_id is not None:
        compare = reverse(COMPARE, args=[story.pk, version.previous_id, version.saved.revision_id])
    writer = people.get(version.saved.user_id or 0)
    return VersionRow(version, str(writer or ""), tuple(labels), compare)


def _mark_label(mark: Mark) -> str:
    label = trail_label(mark.kind)
    if mark.edition is None:
        return label
    return _("%(action)s, edition %(number)d") % {"action": label, "number": mark.edition}
