"""Writes of the webmaster to sections and other ordered lists."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from toasoan.stories.models import NO_SECTION, FormerSection, Section
from toasoan.units.models import Agency


def new_section(agency: Agency) -> Section:
    """An unsaved section of the agency, ordered after its others."""
    last = Section.objects.filter(agency=agency).order_by("-order").first()
    return Section(agency=agency, order=last.order + 1 if last else 0)


@transaction.atomic
def save_section(section: Section) -> None:
    """Save a new or changed section; an address that it gives up goes on leading to it."""
    before = Section.objects.filter(pk=section.pk).values_list("slug", flat=True).first()
    FormerSection.objects.filter(agency=section.agency_id, slug=section.slug).delete()
    if before and before != section.slug:
        FormerSection.objects.update_or_create(
            agency_id=section.agency_id, slug=before, defaults={"section": section}
        )
    section.save()


def section_at(agency_id: int, slug: str) -> Section | None:
    """The section that has this address, or had it before; None when none ever did."""
    found = Section.objects.filter(agency=agency_id, slug=slug).first()
    if found is not None:
        return found
    former = FormerSection.objects.filter(agency=agency_id, slug=slug).select_related("section")
    return next((one.section for one in former), None)


def is_section_address(agency_id: int, slug: str, sections: Iterable[Section]) -> bool:
    """Whether stories are or were found under this first part of an address.

    `sections` are those of the agency, which the caller has at hand.
    """
    if slug == NO_SECTION or any(section.slug == slug for section in sections):
        return True
    return FormerSection.objects.filter(agency=agency_id, slug=slug).exists()


def move_section(section: Section, *, up: bool) -> None:
    """One place up or down among the agency's sections."""
    change_places(section, Section.objects.filter(agency=section.agency_id), up=up)


@transaction.atomic
def change_places(row: Model, among: QuerySet[Any], *, up: bool) -> None:
    """Change places with the neighbour above or below; at the ends of the list nothing happens.

    Each row that changes is saved by itself: that is how the page store learns of it.
    """
    rows = list(among.select_for_update())
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for order, each in enumerate(rows):
        if each.order != order:
            each.order = order
            each.save(update_fields=["order"])
