"""Background work on what readers think."""

from django.utils import timezone
from django_tasks import task

from toasoan.opinions.actions.ratings import tell_of_scores as tell


@task()
def tell_of_scores() -> int:
    """Have the pages made anew whose score has changed; returns the number of stories."""
    return tell(now=timezone.now())
