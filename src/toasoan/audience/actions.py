"""Writing down how often stories were looked at."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from toasoan.audience.models import StoryViews
from toasoan.audience.queries import story_of
from toasoan.stories.models import Story


@transaction.atomic
def add_views(numbers: Mapping[str, int], *, day: dt.date) -> None:
    """Add what a web process counted (`views_of_story` → number) to the day's numbers.

    Several processes may do so at once. Names of stories that do not exist are left out.
    """
    counted = {story_of(name): number for name, number in numbers.items() if number > 0}
    found = Story.objects.filter(pk__in=[story for story in counted if story is not None])
    # In one order everywhere, so that two processes never wait for each other in a ring.
    stories = sorted(found.values_list("pk", flat=True))
    StoryViews.objects.bulk_create(
        [StoryViews(story_id=story, day=day) for story in stories], ignore_conflicts=True
    )
    for story in stories:
        StoryViews.objects.filter(story_id=story, day=day).update(
            number=F("number") + counted[story]
        )
