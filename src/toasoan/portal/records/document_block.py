"""The home page's block of official documents."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.home.arrangement import Home
from toasoan.portal.records.rows import document_rows
from toasoan.records.cache_tags import documents_tag
from toasoan.records.public_register import RegisterFilters, RegisterOrder, listed
from toasoan.vietnamese.dates import local_day

_DOCUMENTS, _MOST_DOCUMENTS = 5, 10


class DocumentsBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The documents published last, with their views and downloads."""

    title = CharBlock(label=_("Title"), default=_("Official documents"), max_length=80)
    number = IntegerBlock(
        label=_("How many documents"), default=_DOCUMENTS, min_value=1, max_value=_MOST_DOCUMENTS
    )

    class Meta:
        icon = "doc-full"
        label = _("Official documents")
        narrow = True
        template = "portal/home/documents.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """Nothing while none is published. Four queries."""
        shows(home.request, documents_tag(home.agency.pk))
        published = RegisterOrder.PUBLISHED
        source, _is_cut = listed(home.agency.pk, RegisterFilters(), published, local_day(home.now))
        rows = document_rows(home.request, source.after(None, value["number"]), home.now)
        return {"rows": rows} if rows else None
