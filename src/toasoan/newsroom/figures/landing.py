"""Who begins with the dashboard."""

from django.http import HttpRequest
from django.urls import reverse

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of


def dashboard_first(request: HttpRequest) -> str:
    """The dashboard, for whoever only reads figures; "" for everybody with work of their own."""
    duties = duties_of(user_of(request), today_here())
    return reverse("newsroom:dashboard") if duties == {Duty.READ_FIGURES} else ""
