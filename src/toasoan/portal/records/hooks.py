"""Where official documents stand on pages of others."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.records.document_block import DocumentsBlock
from toasoan.records.cache_tags import documents_tag
from toasoan.records.public_register import has_drafts
from toasoan.units.models import Agency


@hooks.register("toasoan_home_block")  # type: ignore[untyped-decorator]  # Wagtail ships no types
def documents_block() -> tuple[str, DocumentsBlock]:
    """The home page may show the latest documents."""
    return "documents", DocumentsBlock()


@hooks.register("toasoan_site_map")  # type: ignore[untyped-decorator]  # Wagtail ships no types
def document_links(request: HttpRequest, agency: Agency) -> tuple[str, list[tuple[str, str]]]:
    """The register, and the drafts while there are any."""
    shows(request, documents_tag(agency.pk))
    links = [(_("Register of documents"), reverse("portal:documents"))]
    if has_drafts(agency.pk):
        links.append((_("Drafts for comment"), reverse("portal:document_drafts")))
    return _("Official documents"), links
