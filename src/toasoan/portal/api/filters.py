"""What a program asks of the list of stories: the query parameters, and the stories they choose."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import (
    BaseModel,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.api.problems import not_there
from toasoan.portal.listings import keyset
from toasoan.portal.listings.stories import live_stories, tag_for, unit_for
from toasoan.stories.cache_tags import front_tag, keyword_tag, section_tag, unit_stories_tag
from toasoan.stories.models import Section, Story, StoryTag
from toasoan.stories.sections import section_at
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.moments import at_local
from toasoan.vietnamese.typed_dates import FIRST_DAY, LAST_DAY

USUAL_SIZE = 20
MOST = 100
_ONE_DAY = dt.timedelta(days=1)

_Day = Annotated[dt.date | None, WithJsonSchema({"type": "string", "format": "date"})]


class StoryFilters(BaseModel):
    """The parameters of the list. An empty one counts as not given."""

    section: str = Field("", description=gettext_noop("The section's slug."))
    unit: str = Field("", description=gettext_noop("The unit's code."))
    tag: str = Field("", description=gettext_noop("The tag's slug."))
    first: _Day = Field(
        None,
        alias="from",
        description=gettext_noop("Published on this Vietnamese day or later."),
    )
    last: _Day = Field(
        None,
        alias="to",
        description=gettext_noop("Published on this Vietnamese day or before."),
    )
    cursor: str = Field("", description=gettext_noop("Where the page begins: take it from “next”."))
    size: int = Field(
        USUAL_SIZE, ge=1, le=MOST, description=gettext_noop("How many stories a page has.")
    )
    form: Literal["json", "ninjs"] = Field(
        "json", alias="format", description=gettext_noop("How each story is written.")
    )

    @field_validator("first", "last", mode="before")
    @classmethod
    def _read_day(cls, text: Any, info: ValidationInfo) -> dt.date | None:
        if not text:
            return None
        try:
            day = parse_date(text)
        except ValueError:  # a day that no month has
            day = None
        if day is None:
            name = cls.model_fields[str(info.field_name)].alias
            raise ValueError(_("“%(name)s” is a day like 2026-11-28.") % {"name": name})
        # No story is from before the first of these days or after the last one.
        return min(max(day, FIRST_DAY), LAST_DAY)

    @field_validator("size", mode="before")
    @classmethod
    def _read_size(cls, text: Any) -> int:
        if not text:
            return USUAL_SIZE
        digits = text.isdecimal() and text.isascii() and len(text) <= len(str(MOST))
        if not digits or not 1 <= int(text) <= MOST:
            raise ValueError(_("“size” is a number from 1 to %(most)d.") % {"most": MOST})
        return int(text)

    @field_validator("form", mode="before")
    @classmethod
    def _read_form(cls, text: Any) -> str:
        if text not in {"", "json", "ninjs"}:
            raise ValueError(_("“format” is json or ninjs."))
        return text or "json"


#: The parameters that the list knows.
PARAMETERS = tuple(field.alias or name for name, field in StoryFilters.model_fields.items())


def chosen_stories(
    request: HttpRequest, agency: Agency, filters: StoryFilters
) -> tuple[QuerySet[Story], str]:
    """The stories that the filters choose, and the cache tag of their list.

    A story that enters or leaves the answer enters or leaves the list of each filter, so the
    narrowest one is enough. Raises ProblemError for what does not exist, Http404 for a cursor
    that nobody was given.
    """
    stories, list_tag = live_stories(agency), front_tag(agency.pk)
    if filters.unit:
        unit = _unit(agency, filters.unit)
        stories, list_tag = stories.filter(unit=unit), unit_stories_tag(unit.pk)
    if filters.section:
        section = _section(agency, filters.section)
        stories, list_tag = stories.filter(section=section), section_tag(section.pk)
    if filters.tag:
        tag = _tag(request, agency, filters.tag)
        stories, list_tag = stories.filter(tagged_items__tag=tag), keyword_tag(tag.pk)
    return _within(stories, filters), list_tag


def _within(stories: QuerySet[Story], filters: StoryFilters) -> QuerySet[Story]:
    """Those of the days that were asked for, from the cursor on."""
    if filters.first and filters.last and filters.last < filters.first:
        raise not_there(_("The day “to” lies before the day “from”."))
    if filters.first is not None:
        stories = stories.filter(first_published_at__gte=at_local(filters.first))
    if filters.last is not None:
        stories = stories.filter(first_published_at__lt=at_local(filters.last + _ONE_DAY))
    if filters.cursor:
        stories = keyset.earlier(stories, filters.cursor, "first_published_at")
    return stories


def _section(agency: Agency, slug: str) -> Section:
    found = section_at(agency.pk, slug)
    if found is None:
        raise not_there(_("There is no section with this address."))
    return found


def _unit(agency: Agency, code: str) -> Unit:
    try:
        return unit_for(agency, code)
    except Http404 as error:
        raise not_there(_("There is no unit with this code.")) from error


def _tag(request: HttpRequest, agency: Agency, slug: str) -> StoryTag:
    # Before the look-up: the first story with the tag changes the front and drops a kept 404.
    shows(request, front_tag(agency.pk))
    try:
        return tag_for(agency, slug)
    except Http404 as error:
        raise not_there(_("There is no published story with this tag.")) from error
