"""The site map for machines: an index, files of at most 10,000 stories by their ids, the news.

A file holds the stories of one range of ids, so no file needs an offset or a count.
"""

import datetime as dt
from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.events.cache_tags import event_tag, events_tag
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.portal.feeds import site_pages
from toasoan.portal.feeds.names import one_line
from toasoan.portal.feeds.site_pages import structural_pages
from toasoan.portal.frame.cache_tags import frame_tag, keep, organisation_tag
from toasoan.portal.frame.site import agency_for
from toasoan.portal.listings.stories import live_stories, set_sections
from toasoan.records.cache_tags import documents_tag
from toasoan.records.queries import published_documents
from toasoan.stories.cache_tags import (
    FILE_SIZE,
    any_story_tag,
    front_tag,
    sitemap_file_tag,
    topics_tag,
)
from toasoan.stories.models import Story, story_path
from toasoan.units.models import Agency

#: What Google's news sitemap takes: stories of two days, at most a thousand.
NEWS_AGE = dt.timedelta(hours=48)
MOST_NEWS = 1_000
_XML = "application/xml; charset=utf-8"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: what crawlers may read, and where the site map is."""
    keep(request, frame_tag(agency_for(request).pk))
    address = request.build_absolute_uri("/sitemap.xml")
    lines = [
        "User-agent: *",
        "Disallow: /toa-soan/",
        "Disallow: /tim-kiem/?",
        "Disallow: /api/so-lieu/",
        "Disallow: /api/trao-doi/",
        "",
        f"Sitemap: {address}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of files; a range of ids without live stories has none, nor have old news."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), front_tag(agency.pk))
    paths = ["/sitemap-trang.xml"]
    shows(request, events_tag(agency.pk))
    if site_pages.events(agency).exists():
        paths.append("/sitemap-su-kien.xml")
    shows(request, documents_tag(agency.pk))
    if published_documents(agency).exists():
        paths.append("/sitemap-van-ban.xml")
    newest = _news(agency, timezone.now()).first()
    if newest is not None and newest.first_published_at is not None:
        right_until(request, newest.first_published_at + NEWS_AGE)
        paths.append("/sitemap-tin-moi.xml")
    ranges = _ranges(agency)
    if ranges:
        paths.append("/sitemap-tac-gia.xml")
    paths += [f"/sitemap-{number}.xml" for number in ranges]
    addresses = map(request.build_absolute_uri, paths)
    return _xml(request, "sitemap_index", {"addresses": list(addresses)})


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every page that is no story, no event and no author's."""
    agency = agency_for(request)
    keep(request, front_tag(agency.pk), topics_tag(agency.pk), organisation_tag(agency.pk))
    return _urlset(request, structural_pages(request, agency))


@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    """The pages of authors; 404 when nobody has signed anything."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), front_tag(agency.pk), any_story_tag(agency.pk))
    return _urlset(request, site_pages.authors(agency))


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The public events; 404 when there is none."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), events_tag(agency.pk))
    found = list(site_pages.events(agency))
    shows(request, *(event_tag(event.pk) for event in found))
    return _urlset(request, ((event.get_absolute_url(), event.changed_at) for event in found))


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The official documents that were published last; 404 when there is none."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), documents_tag(agency.pk))
    found = published_documents(agency).order_by("-published_at", "-pk")[: site_pages.MOST]
    return _urlset(request, ((row.get_absolute_url(), row.changed_at) for row in found))


@require_safe
def stories(request: HttpRequest, number: int) -> HttpResponse:
    """The live stories of one range of ids."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), sitemap_file_tag(agency.pk, number))
    first = number * FILE_SIZE
    # Plain values: ten thousand stories as objects take three times as long.
    rows = list(
        Story.objects.filter(agency=agency, live=True, pk__gte=first, pk__lt=first + FILE_SIZE)
        .order_by("pk")
        .values_list("section__slug", "headline", "pk", "last_published_at")
    )
    return _urlset(
        request, ((story_path(slug or "", words, pk), moment) for slug, words, pk, moment in rows)
    )


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, for news searches; right until the oldest leaves."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), front_tag(agency.pk), any_story_tag(agency.pk))
    found = list(_news(agency, timezone.now())[:MOST_NEWS])
    if not found:
        raise Http404
    right_until(request, min(map(_published, found)) + NEWS_AGE)
    set_sections(found)
    rows = [
        {
            "address": request.build_absolute_uri(story.get_absolute_url()),
            "published": story.first_published_at,
            "title": one_line(story.headline),
        }
        for story in found
    ]
    name = one_line(agency.name)
    return _xml(request, "sitemap_news", {"rows": rows, "name": name})


def _published(story: Story) -> dt.datetime:
    moment: dt.datetime = story.first_published_at
    return moment


def _news(agency: Agency, now: dt.datetime) -> QuerySet[Story]:
    return live_stories(agency).filter(first_published_at__gt=now - NEWS_AGE)


def _ranges(agency: Agency) -> list[int]:
    """The ranges of ids in which the agency has live stories. One query, one step a range.

    Each step looks up the next live id in the index of keys; DISTINCT would read every story.
    The sign in front of `agency_id` keeps both databases from walking all stories of the agency.
    """
    table = Story._meta.db_table
    following = (
        f"SELECT id FROM {table} WHERE live AND +agency_id = %s AND id >= %s ORDER BY id LIMIT 1"  # noqa: S608  # names of ours
    )
    step = following.replace("id >= %s", f"id >= (hit.id / {FILE_SIZE} + 1) * {FILE_SIZE}")
    sql = f"""
        WITH RECURSIVE hit (id) AS (
            SELECT ({following})
            UNION ALL SELECT ({step}) FROM hit WHERE hit.id IS NOT NULL
        )
        SELECT id / {FILE_SIZE} FROM hit WHERE id IS NOT NULL ORDER BY id"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency.pk, 0, agency.pk])
        return [row[0] for row in cursor.fetchall()]


def _urlset(request: HttpRequest, rows: Iterable[tuple[str, dt.datetime | None]]) -> HttpResponse:
    """A file of addresses, each with the moment of its last change if it has one; 404 for none.

    Joined by hand: a template takes as long for ten thousand lines as the database and all
    addresses together (measured, decision 0023).
    """
    root = escape(request.build_absolute_uri("/")[:-1])
    lines = [
        f"<url><loc>{root}{escape(path)}</loc>"
        + (f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else "")
        + "</url>"
        for path, moment in rows
    ]
    if not lines:
        raise Http404
    words = "\n".join([_HEAD, *lines, "</urlset>"])
    return HttpResponse(words, content_type=_XML)


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"portal/feeds/{template}.xml", context, content_type=_XML)
