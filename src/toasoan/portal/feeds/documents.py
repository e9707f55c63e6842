"""The feed of official documents: the same formats and writers as for stories."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.feeds.channels import ITEMS, Channel
from toasoan.portal.feeds.items import ItemText, Signed
from toasoan.portal.feeds.names import clean, one_line
from toasoan.portal.feeds.views import WRITERS
from toasoan.portal.frame.cache_tags import frame_tag, keep
from toasoan.portal.frame.site import agency_for
from toasoan.records.cache_tags import document_tag, documents_tag
from toasoan.records.models import DocumentFile, OfficialDocument
from toasoan.records.queries import published_documents


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A document with the words that writers of feeds ask a story for."""

    document: OfficialDocument
    section: Any = None  # of a story only

    @property
    def pk(self) -> int:
        """Its id."""
        return self.document.pk

    @property
    def feed_name(self) -> str:
        """What tells it from stories in names that last."""
        return f"van-ban/{self.document.pk}"

    @property
    def headline(self) -> str:
        """Type, number and abstract."""
        return f"{self.document.title}: {self.document.abstract}"

    @property
    def standfirst(self) -> str:
        """The abstract."""
        return self.document.abstract

    @property
    def first_published_at(self) -> dt.datetime | None:
        """When readers saw it first."""
        return self.document.published_at

    @property
    def last_published_at(self) -> dt.datetime:
        """When it changed last."""
        return self.document.changed_at

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return self.document.get_absolute_url()


@require_safe
def documents(request: HttpRequest, file: str) -> HttpResponse:
    """The documents published last. Three queries."""
    agency = agency_for(request)
    keep(request, frame_tag(agency.pk), documents_tag(agency.pk))
    rows = published_documents(agency).order_by("-published_at", "-pk")
    found = [FeedDocument(row) for row in rows[:ITEMS]]
    shows(request, *(document_tag(one.pk) for one in found))
    files: dict[int, list[DocumentFile]] = {one.pk: [] for one in found}
    for one in DocumentFile.objects.filter(document__in=files, replaced_at=None).defer("text"):
        files[one.document_id].append(one)
    name = _("Official documents")
    channel = Channel(
        agency=agency,
        title=f"{name} – {agency.name}",
        summary=name,
        path=reverse("portal:documents"),
        stories=tuple(found),
        tags={one.pk: _words(one.document) for one in found},
        texts={one.pk: _text(request, one.document, files[one.pk]) for one in found},
    )
    return WRITERS[file](request, channel)


def _words(document: OfficialDocument) -> list[str]:
    field = [document.field.name] if document.field else []
    return [document.document_type.name, *field]


def _text(request: HttpRequest, document: OfficialDocument, files: list[DocumentFile]) -> ItemText:
    absolute = request.build_absolute_uri
    links = format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        (
            (absolute(reverse("portal:document_file", args=[one.pk, one.name])), clean(one.label))
            for one in files
        ),
    )
    content = format_html("<p>{}</p>", clean(document.abstract))
    return ItemText(
        signed=(Signed(one_line(document.issuing_body.name), absolute("/")),),
        content=content + (format_html("<ul>{}</ul>", links) if files else ""),
        photos=(),
    )
