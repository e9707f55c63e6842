"""What the clock does with the texts of live stories. Safe to run twice."""

from django_tasks import task

from toasoan.stories.prepared import prepare_outdated

#: As many as take some seconds; the next run goes on.
_AT_ONCE = 500


@task()
def prepare_texts() -> int:
    """Make texts ready again after a release with other templates; returns how many."""
    return prepare_outdated(_AT_ONCE)
