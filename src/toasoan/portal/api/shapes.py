"""Stories, sections and units as the interface gives them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from toasoan.media.models import Picture
from toasoan.portal.api import schemas
from toasoan.portal.feeds.body import body_html
from toasoan.portal.story.queries import corrections_of
from toasoan.stories.models import Section, Story
from toasoan.stories.story_fields import Published, published_fields
from toasoan.stories.text import plain_text
from toasoan.units.models import Unit

_PHOTO_WIDTH, _SMALL_WIDTH = 1280, 320


def section_shape(request: HttpRequest, section: Section) -> schemas.Section:
    """A section."""
    return schemas.Section(
        slug=section.slug,
        name=section.name,
        summary=section.summary,
        url=request.build_absolute_uri(section.get_absolute_url()),
    )


def unit_shape(request: HttpRequest, unit: Unit) -> schemas.Unit:
    """A unit."""
    return schemas.Unit(
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        opened_on=unit.opened_on,
        closed_on=unit.closed_on,
        url=request.build_absolute_uri(unit.get_absolute_url()),
    )


def picture_shape(request: HttpRequest, picture: Picture) -> schemas.Picture:
    """A photo."""
    return schemas.Picture(**_picture(request, picture))


def story_line(request: HttpRequest, story: Story, tags: list[str]) -> schemas.StoryLine:
    """A story as it stands in the list: without its body."""
    return schemas.StoryLine(**_line(request, story, tags))


def story_shape(request: HttpRequest, story: Story, tags: list[str]) -> schemas.Story:
    """A whole story. Three queries and one for the photos of its body."""
    return schemas.Story(
        **_line(request, story, tags),
        bylines=[
            schemas.Byline(name=byline.name, role=byline.role, affiliation=byline.affiliation)
            for byline in story.bylines.all()
        ],
        **_texts(story, Published.WITH_BODY),
        body_html=body_html(request, story),
        body_text=plain_text(story.body),
        pictures=[
            schemas.BodyPicture(
                **_picture(request, value["picture"]),
                caption=value.get("caption") or "",
                credit=value.get("credit") or "",
                alternative_text=value.get("alternative_text") or "",
            )
            for value in story.pictures()
            if value.get("picture")
        ],
        corrections=[
            schemas.Correction(
                published_at=edition.published_at,
                wrong=edition.wrong_text,
                right=edition.right_text,
                note=edition.correction_note,
            )
            for edition in corrections_of(story)
        ],
    )


def _picture(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    width = max((w for w in picture.ready_widths if w <= _PHOTO_WIDTH), default=picture.width)
    return {
        "url": request.build_absolute_uri(picture.address(_PHOTO_WIDTH)),
        "thumbnail_url": request.build_absolute_uri(picture.address(_SMALL_WIDTH)),
        "width": width,
        "height": round(picture.height * width / picture.width),
    }


def _texts(story: Story, where: Published) -> dict[str, str]:
    return {name: getattr(story, name) for name in published_fields(where)}


def _line(request: HttpRequest, story: Story, tags: list[str]) -> dict[str, Any]:
    section, picture = story.section, story.lead_picture
    return {
        "id": story.pk,
        "url": request.build_absolute_uri(story.get_absolute_url()),
        "api_url": story_address(request, story.pk),
        **_texts(story, Published.IN_LISTS),
        "genre": story.genre,
        "section": schemas.SectionName(slug=section.slug, name=section.name) if section else None,
        "unit": schemas.UnitName(code=story.unit.code, name=story.unit.name),
        "tags": tags,
        "published_at": story.first_published_at,
        "updated_at": story.last_published_at,
        "picture": picture_shape(request, picture) if picture else None,
    }


def story_address(request: HttpRequest, story_id: int) -> str:
    """Where a program finds the story."""
    return request.build_absolute_uri(reverse("portal:api_story", kwargs={"id": story_id}))
