"""The site map for machines: an index, and files of at most 10,000 stories by their ids.

A file holds the stories of one range of ids, so no file needs an offset or a count.
"""

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toasoan.portal.marking import frame_word, keep
from toasoan.portal.office.queries import office_links, page_links
from toasoan.portal.queries import agency_for, frame
from toasoan.stories.models import Story
from toasoan.stories.pages import FILE_SIZE, file_word, front_word


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of files; a range of ids without live stories has none."""
    agency = agency_for(request)
    keep(request, frame_word(agency.pk), front_word(agency.pk))
    ranges = (
        Story.objects.filter(agency=agency, live=True)
        .order_by()
        .values_list(F("pk") / FILE_SIZE, flat=True)
        .distinct()
    )
    addresses = [request.build_absolute_uri("/sitemap-trang.xml")]
    addresses += [request.build_absolute_uri(f"/sitemap-{number}.xml") for number in sorted(ranges)]
    return _xml(request, "portal/sitemap_index.xml", {"addresses": addresses})


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Home, sections, the pages about the agency and standing pages."""
    keep(request)
    agency = agency_for(request)
    around = frame(request, agency)
    paths = ["/", *(section.get_absolute_url() for section in around["sections"])]
    links = page_links(request, agency, english=bool(around["english_front"]))
    paths += [address for _label, address in (*office_links(), *links)]
    rows = [{"address": request.build_absolute_uri(path), "changed": None} for path in paths]
    return _xml(request, "portal/sitemap.xml", {"rows": rows})


@require_safe
def stories(request: HttpRequest, number: int) -> HttpResponse:
    """The live stories of one range of ids."""
    agency = agency_for(request)
    keep(request, frame_word(agency.pk), file_word(agency.pk, number))
    first = number * FILE_SIZE
    found = (
        Story.objects.filter(agency=agency, live=True, pk__gte=first, pk__lt=first + FILE_SIZE)
        .select_related("section")
        .only("headline", "last_published_at", "section__slug")
        .order_by("pk")
    )
    rows = [
        {
            "address": request.build_absolute_uri(story.get_absolute_url()),
            "changed": story.last_published_at,
        }
        for story in found
    ]
    if not rows:
        raise Http404
    return _xml(request, "portal/sitemap.xml", {"rows": rows})


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
