"""Tags offered while somebody types one."""

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.duty_sets import WRITING
from toasoan.newsroom.kit.screens import screen
from toasoan.stories.models import Story, StoryTag
from toasoan.units.queries import seats_of
from toasoan.vietnamese.dates import local_day

_MOST = 10


# The address of Wagtail's own view, which offers every tag there is: the editor's field asks here.
@screen("tag-autocomplete/stories/storytag/", name="tags", duties=WRITING)
@never_cache
@require_safe
def tags(request: HttpRequest) -> JsonResponse:
    """Names that begin as typed: of published stories of the agency and of the person's own."""
    term = request.GET.get("term", "").replace("\x00", "")[:100]
    if not term:
        return JsonResponse([], safe=False)
    user = user_of(request)
    agencies = {seat.agency_id for seat in seats_of(user, local_day(timezone.now()))}
    stories = Story.objects.filter(Q(live=True, agency_id__in=agencies) | Q(author=user))
    found = StoryTag.objects.filter(
        name__istartswith=term, tagged_stories__content_object__in=stories
    )
    names = found.order_by("name").values_list("name", flat=True).distinct()[:_MOST]
    return JsonResponse(list(names), safe=False)
