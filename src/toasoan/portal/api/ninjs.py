"""A story as IPTC ninjs 2.1 (iptc.org/std/ninjs), the form in which agencies exchange news."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from toasoan.media.models import Picture
from toasoan.portal.api.shapes import picture_shape
from toasoan.portal.feeds.body import body_html
from toasoan.portal.feeds.names import lasting_name
from toasoan.portal.story.queries import corrections_of
from toasoan.stories.models import Story
from toasoan.stories.ninjs_terms import HTML, STANDARD, text
from toasoan.stories.text import plain_text, word_count
from toasoan.units.models import Agency

Shape = dict[str, Any]  # what JSON can hold

_PHOTO = "image/webp"


def ninjs_line(request: HttpRequest, agency: Agency, story: Story, tags: list[str]) -> Shape:
    """A story without its body, as one of a list."""
    address = request.build_absolute_uri(story.get_absolute_url())
    unit_address = story.unit.get_absolute_url()
    notice = _("Name the source “%(name)s” when you publish this information.")
    item: Shape = {
        "uri": lasting_name(request, story),
        "standard": STANDARD,
        "type": "text",
        "representationtype": "partial",
        "pubstatus": "usable",
        "language": "vi",
        "firstcreated": story.first_published_at,
        "contentcreated": story.first_published_at,
        "versioncreated": story.last_published_at,
        "copyrightholder": agency.name,
        "usageterms": notice % {"name": agency.name},
        "title": story.headline,
        "headlines": [text("main", story.headline)],
        "descriptions": [text("summary", story.standfirst)],
        "subjects": _subjects(request, story, tags),
        "organisations": [
            {
                "name": story.unit.name,
                "rel": "creator",
                "uri": request.build_absolute_uri(unit_address),
            }
        ],
        "genres": [{"name": story.get_genre_display(), "literal": story.genre}],
        "altids": [{"role": "id", "value": str(story.pk)}, {"role": "web", "value": address}],
        "renditions": [{"name": "web", "href": address, "contenttype": HTML}],
    }
    if story.lead_picture:
        item["associations"] = [_photo(request, "lead", story.lead_picture, {})]
    return item


def ninjs_item(request: HttpRequest, agency: Agency, story: Story, tags: list[str]) -> Shape:
    """A whole story with its photos."""
    item = ninjs_line(request, agency, story, tags)
    words = plain_text(story.body)
    item |= {
        "representationtype": "full",
        "bodies": [
            text("main", body_html(request, story), HTML),
            {**text("plain", words), "charcount": len(words), "wordcount": word_count(words)},
        ],
    }
    for edition in corrections_of(story):
        notes = filter(None, (edition.wrong_text, edition.right_text, edition.correction_note))
        item["descriptions"].append(text("correction", "\n".join(notes)))
    if bylines := ", ".join(byline.name for byline in story.bylines.all()):
        item["by"] = bylines
    if story.source_line:
        item["infosources"] = [{"name": story.source_line, "role": "source"}]
    photos = [value for value in story.pictures() if value.get("picture")]
    if photos:
        item["associations"] = [
            _photo(request, f"photo-{number}", value["picture"], value)
            for number, value in enumerate(photos, start=1)
        ]
    return item


def _subjects(request: HttpRequest, story: Story, tags: list[str]) -> list[Shape]:
    subjects: list[Shape] = [{"name": name, "rel": "tag"} for name in tags]
    if story.section:
        address = request.build_absolute_uri(story.section.get_absolute_url())
        subjects.insert(0, {"name": story.section.name, "rel": "section", "uri": address})
    return subjects


def _photo(request: HttpRequest, name: str, picture: Picture, words: dict[str, Any]) -> Shape:
    photo = picture_shape(request, picture)
    facts: Shape = {
        "name": name,
        "uri": photo.url,
        "type": "picture",
        "renditions": [
            {
                "name": "web",
                "href": photo.url,
                "contenttype": _PHOTO,
                "width": photo.width,
                "height": photo.height,
            }
        ],
    }
    texts = [("caption", words.get("caption")), ("alttext", words.get("alternative_text"))]
    descriptions = [text(role, said) for role, said in texts if said]
    if descriptions:
        facts["descriptions"] = descriptions
    if credit := words.get("credit"):
        facts["by"] = credit
    return facts
