"""What of the found items stands on the desk: how many wait for a word."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from toasoan.accounts.requests import user_of
from toasoan.monitoring.queries import waiting_number
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.units.queries import agency_of


@page_section("inbox", order=30)
def found_items(request: HttpRequest, _subject: None) -> str:
    """A line that leads to the found items; empty when none waits, and for other people."""
    agency = agency_of(user_of(request), DESK, today_here())
    number = waiting_number(agency) if agency else 0
    context = {"number": number}
    return render_to_string("newsroom/monitoring/waiting.html", context) if number else ""
