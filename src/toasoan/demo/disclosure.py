"""Where the demo agency's public information is, entered on the list that the law asks for."""

import datetime as dt
from dataclasses import fields
from typing import Any

from toasoan.accounts.models import User
from toasoan.demo.agency import AGENCY
from toasoan.disclosure.actions import ContactFacts, change_item, set_contact_point
from toasoan.disclosure.models import PublicItem
from toasoan.disclosure.rules import ItemTerms
from toasoan.portal.models import StandingPage
from toasoan.records.models import DocumentType
from toasoan.stories.models import Section
from toasoan.units.models import Agency

#: Line → abbreviation of the documents among which it is found.
_DOCUMENTS = {"internal_rules": "QĐ", "programme": "KH", "budget": "QĐ", "statistics": "BC"}
_PAGES = {"functions": "gioi-thieu"}
_SECTIONS = {"law_dissemination": "pho-bien-phap-luat", "public_interest": "thong-bao"}
_ADDRESSES = {"citizens": "/lich-lam-viec/", "questions": "/hoi-dap/", "channels": "/lien-he/"}
#: What this agency has nothing of.
_NONE = {
    "procurement": "Cơ quan không được giao dự án đầu tư công",
    "science": "Trong kỳ không có đề tài",
}


def say_where_it_is(agency: Agency, actor: User, now: dt.datetime) -> None:
    """Fill the list as far as the demo has it; the rest stands there as missing."""
    types = {row.abbreviation: row.pk for row in DocumentType.objects.filter(agency=agency)}
    sections = {row.slug: row.pk for row in Section.objects.filter(agency=agency)}
    below = agency.site.root_page.path
    pages = {row.slug: row.pk for row in StandingPage.objects.filter(path__startswith=below)}
    places: dict[str, tuple[str, Any]] = {
        **{code: ("documents", types[name]) for code, name in _DOCUMENTS.items()},
        **{code: ("page", pages[slug]) for code, slug in _PAGES.items()},
        **{code: ("section", sections[slug]) for code, slug in _SECTIONS.items()},
        **{code: ("address", path) for code, path in _ADDRESSES.items()},
    }
    for item in PublicItem.objects.filter(agency=agency, code__in=[*places, *_NONE]):
        kind, key = places.get(item.code, ("", ""))
        changes = {
            "place_kind": kind,
            "place_key": str(key),
            "not_held_because": _NONE.get(item.code, ""),
            "responsible": "Văn phòng tổng hợp",
        }
        said = {one.name: getattr(item, one.name) for one in fields(ItemTerms)}
        terms = ItemTerms(**said | changes)
        change_item(item.pk, terms, seen_version=item.version, actor=actor, now=now)
    contact = ContactFacts(
        name="Văn phòng tổng hợp", address=AGENCY.address, phone=AGENCY.phone, email=AGENCY.email
    )
    set_contact_point(agency, contact, from_on=dt.date(2026, 7, 1), actor=actor, now=now)
