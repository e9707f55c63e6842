"""Background entry points: reminders, and units that have ended. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.questions.actions.succession import carry_on_after_ended_units
from toasoan.questions.reminders import remind


@task()
def remind_of_questions() -> int:
    """Remind people of questions whose last day comes near; returns of how many."""
    return remind(timezone.now())


@task()
def carry_on_questions() -> int:
    """Hand over open questions of units that have ended; returns how many."""
    return carry_on_after_ended_units(timezone.now())
