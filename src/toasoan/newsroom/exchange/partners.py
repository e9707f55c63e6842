"""Screens of the webmaster: our connection code, the partners, the digits to compare."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.exchange import partners as deeds
from toasoan.exchange.connection_code import comparison_number
from toasoan.exchange.keys import OVERLAP, change_key, connection_code_of, make_key, present_key
from toasoan.exchange.models import AgencyKey, Partner, PartnerState
from toasoan.exchange.queries import partner_for, partners_of
from toasoan.media.downloads import disposition
from toasoan.newsroom.exchange.forms import CodeForm, ComparisonForm, ReasonForm
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.units.models import Agency

_FORM_METHODS = ["GET", "HEAD", "POST"]
_TONES = {
    PartnerState.COMPARING: "waiting",
    PartnerState.ACTIVE: "good",
    PartnerState.SUSPENDED: "bad",
    PartnerState.ENDED: "quiet",
}


@screen(
    "trao-doi/",
    name="exchange",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Exchange of stories"), icon="site", order=75),
)
@require_http_methods(_FORM_METHODS)
def exchange(request: HttpRequest) -> HttpResponse:
    """Our connection code, the partners, and the place to paste the code of another agency."""
    agency, now = kept_agency(request), timezone.now()
    form = CodeForm(request.POST or None)
    added: list[Partner] = []

    def add() -> None:
        code = form.cleaned_data["code"]
        added.append(deeds.add_partner(agency, code, actor=user_of(request), now=now))

    if request.method == "POST" and form.carry_out(add):
        return redirect("newsroom:exchange_partner", added[0].pk)
    key = present_key(agency)
    old = AgencyKey.objects.filter(agency=agency, valid_until__gte=now).first()
    context = {
        "form": form,
        "key": key,
        "old_key": old,
        "code": connection_code_of(agency),
        "partners": [(one, _TONES[PartnerState(one.state)]) for one in partners_of(agency)],
    }
    status = 422 if form.errors else 200
    return render(request, "newsroom/exchange/exchange.html", context, status=status)


@screen("trao-doi/ma-ket-noi.txt", name="exchange_code", duties=ADMINISTRATION)
@require_safe
def code_file(request: HttpRequest) -> HttpResponse:
    """Our connection code as a file."""
    code = connection_code_of(kept_agency(request))
    if code is None:
        return redirect("newsroom:exchange")
    answer = HttpResponse(f"{code.written()}\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = disposition(f"ma-ket-noi-{code.code}.txt")
    answer["Cache-Control"] = "no-store"
    return answer


@screen("trao-doi/tao-ma/", name="exchange_make_key", duties=ADMINISTRATION)
@require_http_methods(["POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Make the agency's connection code."""
    agency = kept_agency(request)

    def action() -> None:
        make_key(agency, actor=user_of(request), now=timezone.now())

    attempt(request, action, _("The connection code is made. Send it to the other agency."))
    return redirect("newsroom:exchange")


@screen("trao-doi/doi-ma/", name="exchange_change_key", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def change(request: HttpRequest) -> HttpResponse:
    """Ask before the connection code is changed."""
    agency = kept_agency(request)
    confirmation = Confirmation(
        question=_("Change the connection code"),
        consequence=_(
            "Every agency in the list has to paste the new code and compare the digits again."
            " The old code holds for %(days)d more days."
        )
        % {"days": OVERLAP.days},
        lead=_("Change it when the machine or the database has been in the wrong hands."),
        button=_("Change the code"),
        back=reverse("newsroom:exchange"),
        back_label=_("Exchange of stories"),
        done=_("The code is changed. Send the new one to every agency in the list."),
    )

    def action() -> None:
        change_key(agency, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen("trao-doi/<int:partner_id>/", name="exchange_partner", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def partner(request: HttpRequest, partner_id: int) -> HttpResponse:
    """One partner: what to compare, what has been done, what can be done."""
    agency, now = kept_agency(request), timezone.now()
    found = partner_for(agency, partner_id)
    form = _comparison_form(request, agency, found)

    def confirm() -> None:
        deeds.confirm_comparison(found.pk, form.comparison(), actor=user_of(request), now=now)

    if request.method == "POST" and form.carry_out(confirm):
        return redirect("newsroom:exchange_partner", found.pk)
    own = connection_code_of(agency)
    context = {
        "partner": found,
        "tone": _TONES[PartnerState(found.state)],
        "form": form,
        "compares": deeds.must_be_compared(found),
        "digits": comparison_number(own, deeds.code_of(found)).split() if own else [],
        "events": found.events.select_related("actor"),
        "is_ended": found.state == PartnerState.ENDED,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/exchange/partner.html", context, status=status)


def _comparison_form(request: HttpRequest, agency: Agency, found: Partner) -> ComparisonForm:
    own = present_key(agency)
    initial = {
        "seen": deeds.compared_next(found).fingerprint,
        "own_seen": own.fingerprint if own else "",
    }
    return ComparisonForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        outlets=deeds.free_outlets(agency),
        asks_outlet=found.state == PartnerState.COMPARING,
    )


@screen("trao-doi/<int:partner_id>/ma-moi/", name="exchange_new_code", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def new_code(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Paste the code that a partner has made anew."""
    found = partner_for(kept_agency(request), partner_id)
    form = CodeForm(request.POST or None)
    back = reverse("newsroom:exchange_partner", args=[found.pk])
    page = FormPage(
        title=_("New connection code: %(name)s") % {"name": found.name},
        button=_("Enter the code"),
        back=back,
        back_label=found.name,
        lead=_("Until you have compared the digits again, the old code holds."),
        done=_("The code is entered. Now compare the digits by telephone."),
    )

    def action() -> None:
        code = form.cleaned_data["code"]
        deeds.enter_new_key(found.pk, code, actor=user_of(request), now=timezone.now())

    return form_page(request, page, form, action)


Deed = Callable[..., Partner]


def _with_reason(
    request: HttpRequest, partner_id: int, deed: Deed, words: Callable[[Partner], Confirmation]
) -> HttpResponse:
    """Ask for the reason of a deed, and do it."""
    found = partner_for(kept_agency(request), partner_id)
    form = ReasonForm(request.POST or None)

    def action() -> None:
        now: dt.datetime = timezone.now()
        reason = form.cleaned_data["reason"]
        deed(found.pk, reason=reason, actor=user_of(request), now=now)

    return confirmation_page(request, words(found), action, form)


def _page_of(found: Partner) -> str:
    return reverse("newsroom:exchange_partner", args=[found.pk])


@screen("trao-doi/<int:partner_id>/tam-dung/", name="exchange_suspend", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def suspend(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Suspend the exchange with a partner."""
    return _with_reason(
        request,
        partner_id,
        deeds.suspend,
        lambda found: Confirmation(
            question=_("Suspend the exchange with %(name)s") % {"name": found.name},
            consequence=_(
                "Nothing is taken from this agency and nothing is sent to it until you take it up"
                " again. What waits stays."
            ),
            button=_("Suspend"),
            back=_page_of(found),
            back_label=found.name,
            done=_("The exchange is suspended."),
        ),
    )


@screen("trao-doi/<int:partner_id>/dung-lai/", name="exchange_resume", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def resume(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Take the exchange with a partner up again."""
    return _with_reason(
        request,
        partner_id,
        deeds.resume,
        lambda found: Confirmation(
            question=_("Take the exchange with %(name)s up again") % {"name": found.name},
            consequence=_("The codes that were compared hold again, on this side."),
            button=_("Take up again"),
            back=_page_of(found),
            back_label=found.name,
            done=_("The exchange is in use again."),
        ),
    )


@screen("trao-doi/<int:partner_id>/cham-dut/", name="exchange_end", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def end(request: HttpRequest, partner_id: int) -> HttpResponse:
    """End the exchange with a partner for good."""
    return _with_reason(
        request,
        partner_id,
        deeds.end,
        lambda found: Confirmation(
            question=_("End the exchange with %(name)s") % {"name": found.name},
            consequence=_(
                "It cannot be taken up again: a new exchange begins with new codes. Stories that"
                " were handed over stay."
            ),
            button=_("End for good"),
            back=_page_of(found),
            back_label=found.name,
            done=_("The exchange has ended."),
        ),
    )
