"""Scheduled work on live stories. Safe to run twice."""

from django_tasks import task

from toasoan.stories.rendered_body import render_outdated

#: As many as take some seconds; the next run goes on.
_AT_ONCE = 500


@task()
def render_bodies() -> int:
    """Render bodies again after a release with other templates; returns how many."""
    return render_outdated(_AT_ONCE)
