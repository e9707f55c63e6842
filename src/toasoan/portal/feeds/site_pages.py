"""Which pages the site map for machines names beside stories, and when each changed last.

A list of stories changes when a story enters it, so its day is that of its latest story.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import DateTimeField, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from toasoan.events.models import PublicEvent
from toasoan.events.queries import shown_events
from toasoan.portal.frame.own_pages import listing_links, organisation_links
from toasoan.portal.frame.site import frame_context
from toasoan.portal.listings.stories import live_stories
from toasoan.portal.organisation.queries import dated_page_links
from toasoan.stories.models import Byline, Section
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency, Unit

#: A path and the moment of the page's last change, where it is known.
Dated = tuple[str, dt.datetime | None]
#: Of what there may be very many, so many: a file may name fifty thousand.
MOST = 10_000


def structural_pages(request: HttpRequest, agency: Agency) -> Iterator[Dated]:
    """Home, sections, lists, pages about the agency, standing pages, units, topics."""
    around = frame_context(request, agency)
    newest = live_stories(agency).values_list("first_published_at", flat=True).first()
    yield "/", newest
    for section in _with_latest(Section.objects.filter(agency=agency), "section", agency):
        yield section.get_absolute_url(), section.latest
    yield from ((path, None) for _label, path in (*listing_links(), *organisation_links()))
    yield from dated_page_links(request, agency, english=bool(around["english_front"]))
    for unit in _with_latest(Unit.objects.filter(agency=agency), "unit", agency):
        yield unit.get_absolute_url(), unit.latest
    topics = _with_latest(Topic.objects.filter(agency=agency), "topic", agency)
    for topic in topics.filter(latest__isnull=False)[:MOST]:
        yield topic.get_absolute_url(), topic.latest


def _with_latest(rows: QuerySet[Any], field: str, agency: Agency) -> QuerySet[Any]:
    """The rows with the moment of their latest story; each is one step in an index."""
    latest = live_stories(agency).filter(**{field: OuterRef("pk")}).values("first_published_at")
    return rows.annotate(latest=Subquery(latest[:1], output_field=DateTimeField()))


def authors(agency: Agency) -> Iterator[Dated]:
    """The page of everybody who signed a live story, with the day of their latest one."""
    signed = Byline.objects.filter(story__agency=agency, story__live=True).exclude(address="")
    rows = signed.order_by("address").values_list("address")
    for address, latest in rows.annotate(latest=Max("story__first_published_at"))[:MOST]:
        yield reverse("portal:author", args=[address]), latest


def events(agency: Agency) -> QuerySet[PublicEvent]:
    """The events on the site, the latest first."""
    return shown_events(agency.pk).order_by("-starts_at", "-pk")[:MOST]
