"""What a program asks of the list of stories."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.api.problems import bad_request, not_there
from toasoan.portal.listings import keyset
from toasoan.portal.listings.stories import section_named, tag_for, unit_for
from toasoan.stories.cache_tags import front_tag, keyword_tag, section_tag, unit_stories_tag
from toasoan.stories.models import Section, Story, StoryTag
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.moments import at_local

#: The parameters that the list knows; the page store cuts every other one off.
KNOWN = ("section", "unit", "tag", "from", "to", "cursor", "size", "format")
USUAL_SIZE = 20
MOST = 100
FORMATS = ("json", "ninjs")
_ONE_DAY = dt.timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1900, 9998


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters, looked up; `words` are the lists whose change changes the answer."""

    agency: Agency
    section: Section | None = None
    unit: Unit | None = None
    tag: StoryTag | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    cursor: str = ""
    size: int = USUAL_SIZE
    form: str = "json"
    words: tuple[str, ...] = field(default=())

    def among(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        """The stories that were asked for, from the place of the cursor on."""
        if self.section is not None:
            stories = stories.filter(section=self.section)
        if self.unit is not None:
            stories = stories.filter(unit=self.unit)
        if self.tag is not None:
            stories = stories.filter(tagged_items__tag=self.tag)
        if self.first is not None:
            stories = stories.filter(first_published_at__gte=at_local(self.first))
        if self.last is not None:
            stories = stories.filter(first_published_at__lt=at_local(self.last + _ONE_DAY))
        if self.cursor:
            stories = keyset.earlier(stories, self.cursor, "first_published_at")
        return stories


def asked(request: HttpRequest, agency: Agency) -> Asked:
    """Read the parameters. Raises ProblemError for nonsense and for what does not exist."""
    given = {name: request.GET.get(name, "") for name in KNOWN}
    section, unit = _section(agency, given["section"]), _unit(agency, given["unit"])
    tag = _tag(request, agency, given["tag"])
    first, last = _day("from", given["from"]), _day("to", given["to"])
    if first and last and last < first:
        raise bad_request(_("The day “to” lies before the day “from”."))
    if given["format"] not in ("", *FORMATS):
        raise bad_request(_("“format” is json or ninjs."))
    # A story that enters or leaves the answer enters or leaves each of these lists: one is enough.
    words = [keyword_tag(tag.pk)] if tag else []
    words += [section_tag(section.pk)] if section else []
    words += [unit_stories_tag(unit.pk)] if unit else []
    return Asked(
        agency=agency,
        section=section,
        unit=unit,
        tag=tag,
        first=first,
        last=last,
        cursor=given["cursor"],
        size=_size(given["size"]),
        form=given["format"] or "json",
        words=tuple(words[:1] or [front_tag(agency.pk)]),
    )


def _section(agency: Agency, slug: str) -> Section | None:
    if not slug:
        return None
    found = section_named(agency, slug)
    if found is None:
        raise not_there(_("There is no section with this address."))
    return found


def _unit(agency: Agency, code: str) -> Unit | None:
    try:
        return unit_for(agency, code) if code else None
    except Http404 as error:
        raise not_there(_("There is no unit with this code.")) from error


def _tag(request: HttpRequest, agency: Agency, slug: str) -> StoryTag | None:
    if not slug:
        return None
    # A tag without live stories does not exist; its first one is a change of the front.
    shows(request, front_tag(agency.pk))
    try:
        return tag_for(agency, slug)
    except Http404 as error:
        raise not_there(_("There is no published story with this tag.")) from error


def _day(name: str, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:  # a day that no month has
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise bad_request(_("“%(name)s” is a day like 2026-11-28.") % {"name": name})
    return day


def _size(text: str) -> int:
    if not text:
        return USUAL_SIZE
    size = int(text) if text.isdecimal() and text.isascii() and len(text) <= len(str(MOST)) else 0
    if not 1 <= size <= MOST:
        raise bad_request(_("“size” is a number from 1 to %(most)d.") % {"most": MOST})
    return size
