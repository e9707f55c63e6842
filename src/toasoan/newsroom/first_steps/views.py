"""The first screen of a new agency's webmaster: what is left to do before the first story."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.first_steps.queries import ADDRESS, FirstStepsItem, steps_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.site_settings.first_steps import (
    end_first_steps,
    put_first_steps_aside,
    record_test_letter,
)
from toasoan.site_settings.models import FirstSteps
from toasoan.units.models import Agency

_PRINTED_ONLY = "toasoan.conf.printed_mail.PrintedMail"


@screen(
    "bat-dau/",
    name="first_steps",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("First steps"), icon="tasks", order=5, item=FirstStepsItem),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every step, ticked from facts."""
    agency = kept_agency(request)
    steps = steps_of(agency, today_here())
    if all(step.done for step in steps):
        end_first_steps(agency, now=timezone.now())
    marks = FirstSteps.objects.filter(agency=agency).first()
    context = {
        "agency": agency,
        "steps": steps,
        "done": sum(step.done for step in steps),
        "is_open": bool(marks and not marks.ended_at and not marks.put_aside_at),
        "email": user_of(request).email,
        "mail_is_set": settings.EMAIL_BACKEND != _PRINTED_ONLY,
    }
    return render(request, "newsroom/first_steps/overview.html", context)


@screen("bat-dau/thu-thu/", name="first_steps_letter", duties=ADMINISTRATION)
@require_POST
def send_letter(request: HttpRequest) -> HttpResponse:
    """Send a letter to the webmaster now, and tell what the mail server answered."""
    user, agency = user_of(request), kept_agency(request)
    if not user.email:
        messages.error(request, _("Your account has no e-mail address yet."))
    elif settings.EMAIL_BACKEND == _PRINTED_ONLY:
        messages.error(request, _("No mail server is set: TOASOAN_SMTP_URL is missing."))
    else:
        _try_to_send(request, user.email, agency)
    return redirect(ADDRESS)


def _try_to_send(request: HttpRequest, address: str, agency: Agency) -> None:
    text = _("This letter was sent from the newsroom of %(agency)s to try out its mail.")
    try:
        send_mail(_("Test letter of the newsroom"), text % {"agency": agency.name}, None, [address])
    except (SMTPException, OSError) as error:
        message = _("The mail server did not take the letter: %(error)s")
        messages.error(request, message % {"error": str(error)[:300]})
        return
    record_test_letter(agency, now=timezone.now())
    message = _("The mail server took the letter. Look into the inbox of %(address)s.")
    messages.success(request, message % {"address": address})


@screen("bat-dau/de-sau/", name="first_steps_end", duties=ADMINISTRATION)
@require_POST
def put_aside(request: HttpRequest) -> HttpResponse:
    """The inbox is the first screen again."""
    put_first_steps_aside(kept_agency(request), now=timezone.now())
    messages.success(request, _("The list is put aside; the menu leads to it until all is done."))
    return redirect("newsroom:inbox")
