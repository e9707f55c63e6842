"""What a story's page says to machines, in the words of schema.org."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.portal.structured import Absolute, breadcrumb, in_script, organization
from toasoan.stories.models import Edition, Story
from toasoan.stories.prepared import Text
from toasoan.units.models import Agency

#: The copy of the photo that others show.
_IMAGE_WIDTH = 1280


def structured_data(
    story: Story, text: Text, corrections: list[Edition], agency: Agency, absolute: Absolute
) -> SafeString:
    """The agency, the way to the story, and the story, for a script element of JSON-LD."""
    return in_script(
        organization(agency, absolute),
        breadcrumb(_way_to(story), absolute),
        _article(story, text, corrections, absolute),
    )


def _way_to(story: Story) -> list[tuple[str, str]]:
    way = [(_("Home"), "/")]
    if story.section:
        way.append((story.section.name, story.section.get_absolute_url()))
    return [*way, (story.headline, story.get_absolute_url())]


def _article(
    story: Story, text: Text, corrections: list[Edition], absolute: Absolute
) -> dict[str, Any]:
    address = absolute(story.get_absolute_url())
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"{address}#tin",
        "mainEntityOfPage": address,
        "headline": story.headline,
        "description": story.standfirst,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "datePublished": _moment(story.first_published_at),
        "dateModified": _moment(story.last_published_at),
        "publisher": {"@id": absolute("/#co-quan")},
        "author": [
            {
                "@type": "Person",
                "name": row.name,
                "url": absolute(reverse("portal:author", args=[row.address])),
            }
            for row in text.bylines
            if row.address
        ],
    }
    if story.section:
        found["articleSection"] = story.section.name
    if text.tags:
        found["keywords"] = [tag.name for tag in text.tags]
    if story.lead_picture:
        found["image"] = [absolute(story.lead_picture.address(_IMAGE_WIDTH))]
    if corrections:
        found["correction"] = [_correction(edition) for edition in corrections]
    return found


def _correction(edition: Edition) -> dict[str, Any]:
    words = (edition.wrong_text, edition.right_text, edition.public_note)
    return {
        "@type": "CorrectionComment",
        "datePublished": _moment(edition.published_at),
        "text": " → ".join(word for word in words if word),
    }


def _moment(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
