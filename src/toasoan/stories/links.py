"""Text with links to pages of the site: only to those that this person may link to."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import RichTextBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from toasoan.accounts.models import User
from toasoan.media.choosing import Reference, Referring, current_chooser, id_of
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import seats_of
from toasoan.vietnamese.dates import local_day

_PAGE_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="([^"]*)"[^>]*>(.*?)</a>', re.S)


def usable_pages(user: User, on: dt.date) -> QuerySet[Page]:
    """The pages to which the person may link: those of their agency's site that are published,
    and for whoever keeps the site the others too.
    """
    seats = seats_of(user, on)
    kept = {seat.agency_id for seat in seats if seat.duty is Duty.KEEP_SITE}
    found = Q(pk__in=())
    agencies = Agency.objects.filter(pk__in={seat.agency_id for seat in seats})
    for agency_id, root in agencies.values_list("pk", "site__root_page__path"):
        of_site = Q(path__startswith=root)
        found |= of_site if agency_id in kept else of_site & Q(live=True)
    return Page.objects.filter(found)


class TextWithoutLinks(RichText):  # type: ignore[misc]  # Wagtail ships no types
    """What was typed, without its links to pages that were not accepted."""


class OwnTextBlock(Referring, RichTextBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Rich text that links only to pages that this person may link to."""

    def usable_by(self, user: User) -> Q:
        """The pages to which the person may link."""
        return Q(pk__in=usable_pages(user, local_day(timezone.now())).values("pk"))

    def value_from_form(self, value: Any) -> RichText:
        """The text; of a link that is not accepted the words stay."""
        if isinstance(value, RichText):
            return value
        typed = value or ""
        kept = _PAGE_LINK.sub(self._accepted, typed)
        return TextWithoutLinks(kept) if kept != typed else super().value_from_form(typed)

    def _accepted(self, link: re.Match[str]) -> str:
        page_id = id_of(link[1])
        page = Page.objects.filter(pk=page_id).first() if page_id else None
        accepted = page is not None and current_chooser().may_use(page, self.usable_by)
        return link[0] if accepted else link[2]

    def clean(self, value: Any) -> RichText:
        """The text. Raises ValidationError when a link was not accepted."""
        if isinstance(value, TextWithoutLinks):
            message = _("A link leads to a page that you cannot link to; it has been taken out.")
            raise ValidationError(message, code="not-yours")
        return super().clean(value)

    def stored_references(self, raw: Any) -> Iterator[Reference]:
        """The pages to which a stored text links."""
        for link in _PAGE_LINK.finditer(str(raw or "")):
            if (page_id := id_of(link[1])) is not None:
                yield Page, page_id
