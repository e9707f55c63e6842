"""Editions of a story, and how the text as last saved differs from the last one."""

from itertools import pairwise

from django.utils.translation import gettext as _

from toasoan.editorial.versions import same_words
from toasoan.refusals import Problem
from toasoan.stories.changes import TextChange, changes_between
from toasoan.stories.models import Edition, Story


def last_edition(story_id: int) -> Edition | None:
    """What readers see, or saw last; None for a story that never was published."""
    found: Edition | None = Edition.objects.filter(story_id=story_id).order_by("-number").first()
    return found


def differs_from_site(story: Story) -> bool:
    """Whether the text as last saved says something else than the last edition."""
    edition = last_edition(story.pk)
    if edition is None or story.latest_revision is None:
        return False
    return not same_words(edition.content, story.latest_revision.content)


def correction_changes(story: Story) -> tuple[TextChange, ...]:
    """What the text as last saved would change on the site."""
    edition = last_edition(story.pk)
    if edition is None:
        return ()
    return changes_between(
        story.with_content_json(edition.content), story.get_latest_revision_as_object()
    )


def only_correction(story: Story) -> tuple[str, str]:
    """The old and the new words of the only place that changed; empty when there are more."""
    changes = correction_changes(story)
    return (changes[0].old_words, changes[0].new_words) if len(changes) == 1 else ("", "")


def edition_changes(story: Story) -> list[tuple[Edition, tuple[TextChange, ...]]]:
    """Every edition, the latest first, with what it changed in the one before.

    Empty for a story that never was published.
    """
    editions = list(story.editions.order_by("number"))
    texts = [story.with_content_json(edition.content) for edition in editions]
    if not editions:
        return []
    changes = [(), *(changes_between(old, new) for old, new in pairwise(texts))]
    return list(zip(editions, changes, strict=True))[::-1]


def redirect_problems(story: Story, redirect_to_id: int | None) -> list[Problem]:
    """Why readers of a taken-down story cannot be led to another one."""
    if redirect_to_id is None:
        return []
    if redirect_to_id == story.pk:
        message = _("A story cannot lead readers to itself.")
        return [Problem("redirect-to-itself", message, "redirect_to")]
    target = Story.objects.filter(pk=redirect_to_id, agency_id=story.agency_id, live=True)
    if target.exists():
        return []
    message = _("No story of your agency on the portal has this address or number.")
    return [Problem("redirect-not-live", message, "redirect_to")]
