"""Background entry points of the site's settings."""

from django_tasks import task

from toasoan.site_settings.page_rights import follow_seats
from toasoan.units.models import Agency


@task()
def follow_seats_of_the_day() -> None:
    """Let the webmasters' rights on pages follow seats that begin or end with a day."""
    for agency_id in Agency.objects.values_list("pk", flat=True):
        follow_seats(agency_id)
