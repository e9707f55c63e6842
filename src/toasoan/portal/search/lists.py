"""Pages that gather something, as the search knows them (`toasoan.search`): sections, topics, and
the pages that every site has, with how the agency is reached.
"""

from collections.abc import Collection, Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy, override, pgettext

from toasoan.portal.frame.cache_tags import frame_tag
from toasoan.portal.frame.own_pages import listing_links, organisation_links
from toasoan.portal.search.organisation import NO_DAY
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.site_settings.queries import look_of
from toasoan.stories.cache_tags import topic_tag
from toasoan.stories.models import Section
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency

SECTION, TOPIC, OWN_PAGE = "section", "topic", "own_page"
#: An own page's number: the agency's id times this, and its place among the pages below.
_MOST_PAGES = 32
#: What people look for besides a page's title; a page that is not here is found by its title.
_ALSO = {
    "/to-chuc/": gettext_lazy("Leaders, departments, boards, staff, structure of the agency"),
    "/lien-he/": gettext_lazy("Address, telephone, hotline, e-mail, hours for visitors"),
    "/su-kien/": gettext_lazy("Calendar of meetings, conferences, activities"),
    "/thu-vien-anh/": gettext_lazy("Photos, albums, photo stories"),
    "/video/": gettext_lazy("Films, clips, television"),
}


def register_kinds() -> None:
    """Let sections, topics and the site's own pages be found."""
    sections = lambda: pgettext("search", "Sections")  # noqa: E731
    topics = lambda: pgettext("search", "Topics")  # noqa: E731
    pages = lambda: pgettext("search", "Common pages")  # noqa: E731
    register(SearchKind(SECTION, 7, sections, _section_entries, _section_cards, is_lasting=True))
    register(SearchKind(TOPIC, 8, topics, _topic_entries, _topic_cards, is_lasting=True))
    register(SearchKind(OWN_PAGE, 11, pages, _page_entries, _page_cards, is_lasting=True))


def section_entries(section_ids: Collection[int]) -> list[SearchEntry]:
    """Sections as the table takes them, in the order of their ids. One query."""
    rows = Section.objects.filter(pk__in=section_ids).order_by("pk")
    return [
        SearchEntry(one.pk, one.agency_id, one.name, one.summary, NO_DAY, section_id=one.pk)
        for one in rows
    ]


def topic_entries(topic_ids: Collection[int]) -> list[SearchEntry]:
    """Topics as the table takes them, in the order of their ids. One query."""
    rows = Topic.objects.filter(pk__in=topic_ids).order_by("pk")
    return [SearchEntry(one.pk, one.agency_id, one.name, one.summary, NO_DAY) for one in rows]


def page_entries(agency_ids: Collection[int]) -> list[SearchEntry]:
    """The own pages of these agencies' sites, in the order of their numbers."""
    found: list[SearchEntry] = []
    for agency in Agency.objects.filter(pk__in=agency_ids).select_related("look").order_by("pk"):
        # Whoever saves the agency, the site's words are those of its language.
        with override(settings.LANGUAGE_CODE):
            found += _pages_of(agency)
    return found


def _pages_of(agency: Agency) -> Iterator[SearchEntry]:
    look = look_of(agency)
    reached = (agency.name, agency.address, agency.phone, agency.email, look.opening_hours)
    for place, (title, address) in enumerate(_own_pages()):
        words = [str(_ALSO.get(address, "")), *(reached if address == "/lien-he/" else ())]
        number = agency.pk * _MOST_PAGES + place
        yield SearchEntry(number, agency.pk, title, "\n".join(filter(None, words)), NO_DAY)


def _own_pages() -> list[tuple[str, str]]:
    return [*organisation_links(), *listing_links()]


def _section_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    rows = Section.objects.filter(pk__gt=after_id).select_for_update().order_by("pk")[:limit]
    return section_entries([one.pk for one in rows])


def _topic_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    rows = Topic.objects.filter(pk__gt=after_id).select_for_update().order_by("pk")[:limit]
    return topic_entries([one.pk for one in rows])


def _page_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    agencies = Agency.objects.filter(pk__gte=after_id // _MOST_PAGES).order_by("pk")
    ids = list(agencies.values_list("pk", flat=True)[:limit])
    return [entry for entry in page_entries(ids) if entry.object_id > after_id][:limit]


def _section_cards(section_ids: Collection[int]) -> dict[int, ResultCard]:
    label = pgettext("search", "Section")
    rows = Section.objects.filter(pk__in=section_ids)
    return {one.pk: ResultCard(one.get_absolute_url(), label) for one in rows}


def _topic_cards(topic_ids: Collection[int]) -> dict[int, ResultCard]:
    label = pgettext("search", "Topic")
    return {
        one.pk: ResultCard(one.get_absolute_url(), label, shows=(topic_tag(one.pk),))
        for one in Topic.objects.filter(pk__in=topic_ids)
    }


def _page_cards(numbers: Collection[int]) -> dict[int, ResultCard]:
    pages = _own_pages()
    return {
        number: ResultCard(
            address=pages[number % _MOST_PAGES][1],
            label=pgettext("search", "Common page"),
            shows=(frame_tag(number // _MOST_PAGES),),
        )
        for number in numbers
        if number % _MOST_PAGES < len(pages)
    }
