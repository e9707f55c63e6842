"""What an agency asks its readers, remembered by the process."""

from django.http import HttpRequest

from toasoan.opinions.cache_tags import asking_tag, scores_tag
from toasoan.opinions.queries.asking import Asking, asking_of
from toasoan.page_cache.cache_tags import remembered, shows


def asking_on(request: HttpRequest, agency_id: int) -> Asking:
    """The agency's switches and scores, for a page that asks or does not. One query, remembered.

    The page is made anew when a switch is turned, not whenever some story is rated.
    """
    shows(request, asking_tag(agency_id))
    found: Asking = remembered(
        request,
        f"asking {agency_id}",
        lambda: (asking_of(agency_id), [asking_tag(agency_id), scores_tag(agency_id)]),
    )
    return found
