"""The first steps of a new agency: what each asks for, and whether it is done."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.site_settings.first_steps import end_first_steps
from toasoan.site_settings.models import FirstSteps, Look
from toasoan.stories.models import Section, Story
from toasoan.units.duties import Duty, duties_of_seat
from toasoan.units.models import Agency, Membership, Unit
from toasoan.units.queries import agency_of, duties_of
from toasoan.vietnamese.dates import local_day

ADDRESS = "newsroom:first_steps"


@dataclass(frozen=True)
class FirstStep:
    """A line of the list: `address` is where it is done, empty when that is not a screen."""

    name: str
    title: str
    advice: str
    done: bool
    address: str = ""
    link: str = ""


def first_screen_of(request: HttpRequest) -> str:
    """The address of the list for a webmaster of an agency that has not finished it."""
    user, today = user_of(request), local_day(timezone.now())
    if Duty.KEEP_SITE not in duties_of(user, today):
        return ""
    marks = open_first_steps(user, today)
    if marks is None:
        return ""
    if all(step.done for step in steps_of(marks.agency, today)):
        end_first_steps(marks.agency, now=timezone.now())
        return ""
    return "" if marks.put_aside_at else reverse(ADDRESS)


def open_first_steps(user: User, today: dt.date) -> FirstSteps | None:
    """The marks of an unfinished list, for a webmaster of its agency."""
    agency = agency_of(user, (Duty.KEEP_SITE,), today)
    unfinished = FirstSteps.objects.filter(agency=agency, ended_at=None)
    return unfinished.select_related("agency").first() if agency else None


class FirstStepsItem(MenuItem):  # type: ignore[misc]  # Wagtail ships no types
    """The way back to the list; gone when everything is done."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person's agency has something left to do."""
        return open_first_steps(user_of(request), local_day(timezone.now())) is not None


def steps_of(agency: Agency, today: dt.date) -> list[FirstStep]:
    """The seven steps in the order in which they are best done. Six queries."""
    marks = FirstSteps.objects.filter(agency=agency).first()
    return [
        FirstStep(
            "units", _("Units that send stories"),
            _("Open each department and unit; every one gets a team for its writers."),
            Unit.objects.filter(agency=agency).open_on(today).exists(),
            reverse("newsroom:units"), _("Open units"),
        ),
        _people(agency, today),
        FirstStep(
            "sections", _("Sections of the site"),
            _("A story needs a section before it can be published."),
            Section.objects.filter(agency=agency).exists(),
            reverse("newsroom:sections"), _("Arrange sections"),
        ),
        _appearance(agency),
        FirstStep(
            "mail", _("Mail"),
            _("People are told by e-mail what waits for them. Send yourself a test letter."),
            bool(marks and marks.mail_tested_at),
        ),
        FirstStep(
            "backup", _("Backup"),
            _("On the server, make the first backup and let the timer make the next ones:"),
            bool(marks and marks.backed_up_at),
        ),
        FirstStep(
            "story", _("First story"),
            _("A contributor writes it, the unit's leader clears it, the desk publishes it."),
            Story.objects.filter(unit__agency=agency, live=True).exists(),
            reverse("newsroom:guide"), _("Read how a story goes"),
        ),
    ]  # fmt: skip


def _people(agency: Agency, today: dt.date) -> FirstStep:
    seats = Membership.objects.in_force_on(today).filter(board__agency=agency, user__is_active=True)
    held = {
        duty
        for kind, role in seats.values_list("board__kind", "role").distinct()
        for duty in duties_of_seat(kind, role)
    }
    # Without one of each, no story goes from a draft to the site.
    names = {
        Duty.CONTRIBUTE: _("a contributor"), Duty.VET: _("a unit's leader"),
        Duty.EDIT: _("an editor"), Duty.APPROVE: _("an approver"),
    }  # fmt: skip
    missing = [str(name) for duty, name in names.items() if duty not in held]
    advice = _("Enter people one by one, or send a list of them as an Excel file.")
    if missing:
        advice += " " + _("Still missing: %(people)s.") % {"people": ", ".join(missing)}
    return FirstStep(
        "people", _("People"), advice, not missing, reverse("newsroom:people"), _("Enter people")
    )


def _appearance(agency: Agency) -> FirstStep:
    look = Look.objects.filter(agency=agency).first()
    facts = {
        _("address"): agency.address, _("phone"): agency.phone,
        _("responsible person"): agency.responsible_person,
        _("licence"): look.licence if look else "",
    }  # fmt: skip
    missing = [name for name, value in facts.items() if not value]
    advice = _("Colour and emblem, and the facts that every page has to show.")
    if missing:
        advice += " " + _("Still missing: %(facts)s.") % {"facts": ", ".join(missing)}
    return FirstStep(
        "appearance", _("Look and footer facts"), advice, not missing,
        reverse("newsroom:appearance"), _("Enter look and facts"),
    )  # fmt: skip
