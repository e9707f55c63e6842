"""Setting quotas, letting units and people off, choosing when to remind."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import COUNTING, SETTING_QUOTAS
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.quotas.forms import (
    BecauseForm,
    EndQuotaForm,
    ExemptionForm,
    QuotaForm,
    ReminderDaysForm,
    TermsForm,
)
from toasoan.quotas.actions import (
    add_quota,
    annul_exemption,
    annul_quota,
    change_quota,
    choose_reminder_days,
    end_quota,
    exempt,
)
from toasoan.quotas.models import Quota
from toasoan.quotas.queries import (
    Thing,
    all_exemptions,
    all_quotas,
    exemption_for,
    quota_for,
    reminder_days,
)
from toasoan.quotas.rules import first_open_day
from toasoan.units.queries import duties_of


def _back() -> BackLink:
    return {"back": reverse("newsroom:quotas"), "back_label": _("Quotas and exemptions")}


@screen("chi-tieu/quy-dinh/", name="quotas", duties=COUNTING)
@require_safe
def quotas(request: HttpRequest) -> HttpResponse:
    """The agency's quotas and exemptions with their days."""
    agency, today = agency_where(request, COUNTING), today_here()
    first_days, second_days = reminder_days(agency)
    context = {
        "quotas": [
            (quota, Thing.of(quota).label(), _may_be_annulled(quota, today))
            for quota in all_quotas(agency)
        ],
        "exemptions": all_exemptions(agency),
        "today": today,
        "first_days": first_days,
        "second_days": second_days,
        "may_set": not duties_of(user_of(request), today).isdisjoint(SETTING_QUOTAS),
    }
    return render(request, "newsroom/quotas/quotas.html", context)


def _may_be_annulled(quota: Quota, today: dt.date) -> bool:
    first = first_open_day(quota.cycle, today, is_sector_year=quota.is_sector_year)
    return quota.from_on >= first


@screen("chi-tieu/quy-dinh/them/", name="quota_add", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Set a quota."""
    agency = agency_where(request, SETTING_QUOTAS)
    form = QuotaForm(
        request.POST or None, agency=agency, initial={"from_on": today_here().replace(day=1)}
    )
    page = FormPage(
        title=_("A new quota"), button=_("Set the quota"), done=_("The quota is set."), **_back()
    )
    return form_page(
        request,
        page,
        form,
        lambda: add_quota(form.terms(), agency=agency, actor=user_of(request), now=timezone.now()),
    )


@screen("chi-tieu/quy-dinh/<int:quota_id>/doi/", name="quota_change", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Let other terms hold from a month on."""
    quota = quota_for(agency_where(request, SETTING_QUOTAS), quota_id)
    first = first_open_day(quota.cycle, today_here(), is_sector_year=quota.is_sector_year)
    initial = {
        "number": quota.number,
        "cycle": quota.cycle,
        "calendar": "sector" if quota.is_sector_year else "calendar",
        "document": quota.document,
        "from_on": max(first, quota.from_on),
    }
    form = TermsForm(request.POST or None, initial=initial)
    page = FormPage(
        title=_("Change a quota"),
        lead=_("The present terms end the day before; periods that have passed keep them."),
        button=_("Change from this day on"),
        done=_("The quota is changed."),
        **_back(),
    )
    return form_page(
        request,
        page,
        form,
        lambda: change_quota(quota.pk, form.terms(), actor=user_of(request), now=timezone.now()),
    )


@screen("chi-tieu/quy-dinh/<int:quota_id>/ngung/", name="quota_end", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Ask for the last day of a quota, and end it."""
    quota = quota_for(agency_where(request, SETTING_QUOTAS), quota_id)
    form = EndQuotaForm(request.POST or None)
    confirmation = Confirmation(
        question=_("End this quota"),
        consequence=_("After its last day nothing is owed by it. Periods that have passed stay."),
        button=_("End the quota"),
        done=_("The quota ends."),
        **_back(),
    )

    def action() -> None:
        end_quota(
            quota.pk, to_on=form.cleaned_data["to_on"], actor=user_of(request), now=timezone.now()
        )

    return confirmation_page(request, confirmation, action, form)


@screen("chi-tieu/quy-dinh/<int:quota_id>/huy/", name="quota_annul", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Take back a quota that was entered by mistake."""
    quota = quota_for(agency_where(request, SETTING_QUOTAS), quota_id)
    form = BecauseForm(request.POST or None)
    confirmation = Confirmation(
        question=_("Take back this quota"),
        consequence=_("It counts as if it had never been set."),
        button=_("Take it back"),
        done=_("The quota is taken back."),
        **_back(),
    )

    def action() -> None:
        because = form.cleaned_data["because"]
        annul_quota(quota.pk, because=because, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action, form)


@screen("chi-tieu/mien/them/", name="exemption_add", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_exemption(request: HttpRequest) -> HttpResponse:
    """Let a unit or a person off."""
    agency = agency_where(request, SETTING_QUOTAS)
    form = ExemptionForm(request.POST or None, agency=agency)
    page = FormPage(
        title=_("A new exemption"),
        lead=_("Who is exempt owes nothing in these months; what they do counts all the same."),
        button=_("Enter the exemption"),
        done=_("The exemption is entered."),
        **_back(),
    )
    return form_page(
        request,
        page,
        form,
        lambda: exempt(form.terms(), agency=agency, actor=user_of(request), now=timezone.now()),
    )


@screen("chi-tieu/mien/<int:exemption_id>/huy/", name="exemption_annul", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_exemption(request: HttpRequest, exemption_id: int) -> HttpResponse:
    """Take an exemption back."""
    row = exemption_for(agency_where(request, SETTING_QUOTAS), exemption_id)
    form = BecauseForm(request.POST or None)
    confirmation = Confirmation(
        question=_("Take back the exemption of %(subject)s") % {"subject": row.unit or row.person},
        consequence=_("What it took out is owed again, also in periods that have passed."),
        button=_("Take it back"),
        done=_("The exemption is taken back."),
        **_back(),
    )

    def action() -> None:
        because = form.cleaned_data["because"]
        annul_exemption(row.pk, because=because, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action, form)


@screen("chi-tieu/nhac/", name="quota_reminders", duties=SETTING_QUOTAS)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """Choose when people are reminded."""
    agency = agency_where(request, SETTING_QUOTAS)
    first_days, second_days = reminder_days(agency)
    form = ReminderDaysForm(
        request.POST or None, initial={"first_days": first_days, "second_days": second_days}
    )
    page = FormPage(
        title=_("Reminders of quotas"),
        lead=_("The unit's leader and team get one notification that lists what is missing."),
        button=_("Keep"),
        done=_("The days are kept."),
        **_back(),
    )
    return form_page(request, page, form, lambda: choose_reminder_days(agency, **form.cleaned_data))
