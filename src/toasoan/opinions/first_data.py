"""What an agency begins with: readers may rate stories and say whether pages are useful."""

from toasoan.opinions.models import AgencyOpinions
from toasoan.units.models import Agency


def enter_switches(agency: Agency) -> None:
    """Enter the agency's switches; those that exist stay as they are."""
    AgencyOpinions.objects.get_or_create(agency=agency)
