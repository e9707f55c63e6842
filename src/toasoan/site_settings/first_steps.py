"""Writing down what a new agency has done of its first steps."""

import datetime as dt

from toasoan.site_settings.models import FirstSteps
from toasoan.units.models import Agency


def begin_first_steps(agency: Agency) -> None:
    """Show the agency's webmasters the list of first steps from now on."""
    FirstSteps.objects.get_or_create(agency=agency)


def record_test_letter(agency: Agency, *, now: dt.datetime) -> None:
    """Record that the mail server took a test letter."""
    FirstSteps.objects.filter(agency=agency).update(mail_tested_at=now)


def put_first_steps_aside(agency: Agency, *, now: dt.datetime) -> None:
    """Make the inbox the first screen again; the list stays in the menu."""
    FirstSteps.objects.filter(agency=agency, put_aside_at=None).update(put_aside_at=now)


def end_first_steps(agency: Agency, *, now: dt.datetime) -> None:
    """Record that everything is done: the list is neither the first screen nor in the menu."""
    FirstSteps.objects.filter(agency=agency, ended_at=None).update(ended_at=now)
