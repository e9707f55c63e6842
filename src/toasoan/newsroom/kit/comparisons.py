"""Which comparisons of a story's versions are worth opening."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from toasoan.editorial.versions import same_words
from toasoan.stories.models import Story

COMPARE = "wagtailsnippets_stories_story:revisions_compare"


@dataclass(frozen=True, slots=True)
class ComparisonLink:
    """A comparison worth opening: since when, and its address."""

    label: str
    address: str


def changes_of(story: Story) -> tuple[ComparisonLink, ...]:
    """What changed since the unit's version and since the last edition or approval.

    Only where the words differ: saving again without a change is no change.
    """
    edition = story.editions.order_by("-number").values_list("revision_id", "number").first()
    approved = story.progress.approved_revision_id
    bases: list[tuple[int | None, str]] = [
        (story.progress.vetted_revision_id, _("Changes since the unit's version")),
        (edition[0] if edition else None, _("Changes since the last edition")),
        (approved if not edition else None, _("Changes since the approval")),
    ]
    differing = [
        (base, label) for base, label in bases if base and base != story.latest_revision_id
    ]
    if not differing or story.latest_revision is None:
        return ()
    found = Revision.objects.in_bulk([base for base, _label in differing])
    latest = story.latest_revision.content
    return tuple(
        ComparisonLink(label, reverse(COMPARE, args=[story.pk, base, "latest"]))
        for base, label in differing
        if base in found and not same_words(found[base].content, latest)
    )
