"""Writing down by hand what outlets did and said, and what others wrote; cancelling a mistake."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import COUNTING, DESK
from toasoan.newsroom.kit.form_page import BackLink, FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.placements.forms import (
    MOST_PROOF,
    AnswerForm,
    CancelForm,
    ClippingForm,
    PlacementForm,
)
from toasoan.newsroom.placements.queries import (
    desk_clipping_for,
    desk_dispatch_for,
    desk_placement_for,
    desk_story_for,
    placement_for,
    with_units,
)
from toasoan.outlets.answers import AnswerGiven, AnswerSource, give_answer, possible_answers
from toasoan.outlets.models import Answer, Clipping, Dispatch, Placement
from toasoan.outlets.placements import (
    cancel_clipping,
    cancel_placement,
    confirm_placement,
    record_clipping,
    record_placement,
)
from toasoan.outlets.proofs import written_proof
from toasoan.units.queries import duties_of

_WRITE = ["GET", "HEAD", "POST"]


@screen("dang-bao/<int:placement_id>/", name="placement", duties=COUNTING)
@require_safe
def placement(request: HttpRequest, placement_id: int) -> HttpResponse:
    """One placement: where, when, how it is known, and what can be done about it."""
    found = placement_for(request, placement_id)
    may_decide = not duties_of(user_of(request), today_here()).isdisjoint(DESK)
    context = {"placement": found, "row": with_units([found])[0], "may_decide": may_decide}
    return render(request, "newsroom/placements/placement.html", context)


@screen("dang-bao/<int:placement_id>/xac-nhan/", name="placement_confirm", duties=DESK)
@require_POST
def confirm(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Say that what an outlet reported is so."""
    found = desk_placement_for(request, placement_id)
    attempt(
        request,
        lambda: confirm_placement(found.pk, actor=user_of(request), now=timezone.now()),
        _("The use is confirmed."),
    )
    return redirect("newsroom:placement", found.pk)


@screen("dang-bao/<int:placement_id>/huy/", name="placement_cancel", duties=DESK)
@require_http_methods(_WRITE)
def cancel(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Ask why, then take a placement out of the figures."""
    found = desk_placement_for(request, placement_id)
    back: BackLink = {
        "back": reverse("newsroom:placement", args=[found.pk]),
        "back_label": found.headline,
    }
    return _cancel(request, found, cancel_placement, _("Cancel the placement"), back)


def _cancel(
    request: HttpRequest,
    found: Placement | Clipping,
    deed: Callable[..., object],
    button: str,
    back: BackLink,
) -> HttpResponse:
    form = CancelForm(request.POST or None)

    def action() -> None:
        reason = form.cleaned_data["reason"]
        deed(found.pk, reason=reason, actor=user_of(request), now=timezone.now())

    confirmation = Confirmation(
        question=_("Cancel: %(headline)s") % {"headline": found.headline},
        consequence=_(
            "It is no longer counted in any figure. The line and your reason are kept; it can be"
            " entered again."
        ),
        button=button,
        done=_("Cancelled. Figures no longer count it."),
        **back,
    )
    return confirmation_page(request, confirmation, action, form)


@screen(
    "tin/<int:story_id>/dang-bao/",
    name="placement_add",
    duties=DESK,
    largest_body=with_file(MOST_PROOF),
)
@require_http_methods(_WRITE)
def add_placement(request: HttpRequest, story_id: int) -> HttpResponse:
    """Write down where a story appeared."""
    story = desk_story_for(request, story_id)
    form = PlacementForm(
        request.POST or None,
        request.FILES or None,
        agency=story.agency,
        initial={"placed_on": today_here(), "headline": story.headline},
    )

    def action() -> None:
        given = form.cleaned_data
        with written_proof(given["proof"], agency=story.agency, actor=user_of(request)) as proof:
            record_placement(
                story.pk,
                given["outlet"],
                placed_on=given["placed_on"],
                headline=given["headline"],
                address=given["address"],
                actor=user_of(request),
                now=timezone.now(),
                proof=proof,
            )

    page = FormPage(
        title=_("Where the story appeared"),
        lead=story.headline,
        button=_("Save"),
        back=reverse("newsroom:story", args=[story.pk]),
        back_label=story.headline,
        done=_("Written down. It counts on the day on which it appeared."),
    )
    return form_page(request, page, form, action)


@screen(
    "lan-gui/<int:dispatch_id>/tra-loi/",
    name="dispatch_answer",
    duties=DESK,
    largest_body=with_file(MOST_PROOF),
)
@require_http_methods(_WRITE)
def answer(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Write down what an outlet said about a story that it was sent."""
    dispatch = desk_dispatch_for(request, dispatch_id)
    form = AnswerForm(
        request.POST or None,
        request.FILES or None,
        answers=possible_answers(dispatch),
        initial={"headline": dispatch.payload.get("headline", ""), "placed_on": today_here()},
    )
    page = FormPage(
        title=_("What the outlet answered"),
        lead=f"{dispatch.outlet} · {dispatch.story.headline}",
        button=_("Save the answer"),
        back=reverse("newsroom:dispatch", args=[dispatch.pk]),
        back_label=str(dispatch.outlet),
        done=_("The answer has been written down."),
    )
    return form_page(request, page, form, lambda: _write_answer(request, dispatch, form))


def _write_answer(request: HttpRequest, dispatch: Dispatch, form: AnswerForm) -> None:
    given: dict[str, Any] = form.cleaned_data
    user, now = user_of(request), timezone.now()
    if given["answer"] != Answer.USED:
        said = AnswerGiven(
            answer=Answer(given["answer"]),
            source=AnswerSource.BY_HAND,
            note=given["note"],
            actor=user,
        )
        give_answer(dispatch.pk, said, now=now)
        return
    agency = agency_where(request, DESK)
    with written_proof(given["proof"], agency=agency, actor=user) as proof:
        record_placement(
            dispatch.story_id,
            dispatch.outlet,
            placed_on=given["placed_on"],
            headline=given["headline"] or dispatch.payload.get("headline", ""),
            address=given["address"],
            note=given["note"],
            actor=user,
            now=now,
            dispatch=dispatch,
            proof=proof,
        )


@screen("bao-viet/them/", name="clipping_add", duties=DESK)
@require_http_methods(_WRITE)
def add_clipping(request: HttpRequest) -> HttpResponse:
    """Write down what others wrote about us."""
    agency = agency_where(request, DESK)
    form = ClippingForm(request.POST or None, agency=agency, initial={"published_on": today_here()})

    def action() -> None:
        given = form.cleaned_data
        record_clipping(
            given["unit"],
            given["outlet"],
            headline=given["headline"],
            published_on=given["published_on"],
            address=given["address"],
            note=given["note"],
            actor=user_of(request),
            now=timezone.now(),
        )

    page = FormPage(
        title=_("What others wrote about us"),
        button=_("Save"),
        done=_("Written down. It counts on the day on which it appeared."),
        **_to_clippings(),
    )
    return form_page(request, page, form, action)


@screen("bao-viet/<int:clipping_id>/huy/", name="clipping_cancel", duties=DESK)
@require_http_methods(_WRITE)
def end_clipping(request: HttpRequest, clipping_id: int) -> HttpResponse:
    """Ask why, then take a clipping out of the figures."""
    found = desk_clipping_for(request, clipping_id)
    return _cancel(request, found, cancel_clipping, _("Cancel the clipping"), _to_clippings())


def _to_clippings() -> BackLink:
    return {"back": reverse("newsroom:clippings"), "back_label": _("Written by others")}
