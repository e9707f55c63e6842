"""What the webmaster does to the columns of the site."""

from django.db import transaction

from toasoan.stories.models import Section
from toasoan.units.models import Agency


def new_section(agency: Agency) -> Section:
    """A section not yet saved, to stand after the agency's others."""
    last = Section.objects.filter(agency=agency).order_by("-order").first()
    return Section(agency=agency, order=last.order + 1 if last else 0)


@transaction.atomic
def move_section(section: Section, *, up: bool) -> None:
    """Change places with the neighbour above or below; at the end of the list nothing happens.

    Each section that changes is saved by itself: that is how the page store learns of it.
    """
    rows = list(Section.objects.select_for_update().filter(agency=section.agency_id))
    here = rows.index(section)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])
