"""Writes of the webmaster to sections and other ordered lists."""

from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from toasoan.stories.models import Section
from toasoan.units.models import Agency


def new_section(agency: Agency) -> Section:
    """An unsaved section of the agency, ordered after its others."""
    last = Section.objects.filter(agency=agency).order_by("-order").first()
    return Section(agency=agency, order=last.order + 1 if last else 0)


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
