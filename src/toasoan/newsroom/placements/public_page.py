"""The page behind the link in an outlet's mail: it answers with one tap and one confirmation.

Nobody signs in here: the word in the address is the right to answer, and nothing else is asked
for, no cookie either, so there is no session that a forged request could use.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from toasoan.accounts.limits import Secret
from toasoan.accounts.link_words import WORD_PATTERN
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.guests import opened_by_word
from toasoan.newsroom.kit.screens import anonymous_screen
from toasoan.outlets.answer_links import AnswerLink, LinkState, link_for
from toasoan.outlets.answers import AnswerGiven, AnswerSource, give_answer, possible_answers
from toasoan.outlets.models import TEXT_LENGTH, Answer, Dispatch, PlacementSource
from toasoan.outlets.placements import known_placement, record_placement
from toasoan.vietnamese.dates import local_day

_GONE = 410
_REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as the page offers it: its word in the address, its button, its question."""

    answer: Answer
    slug: str
    button: str | Promise
    question: str | Promise


CHOICES = (
    Choice(
        Answer.ACKNOWLEDGED,
        "da-nhan",
        gettext_lazy("We have received it"),
        gettext_lazy("You have received the story?"),
    ),
    Choice(
        Answer.ACCEPTED,
        "se-dang",
        gettext_lazy("We will use it"),
        gettext_lazy("You will use the story?"),
    ),
    Choice(
        Answer.USED,
        "da-dang",
        gettext_lazy("We have used it"),
        gettext_lazy("You have used the story?"),
    ),
    Choice(
        Answer.DECLINED,
        "khong-dung",
        gettext_lazy("We do not use it"),
        gettext_lazy("You do not use the story?"),
    ),
)


class NoteForm(RefusableForm):
    """What the outlet wants to add."""

    note = forms.CharField(
        label=gettext_lazy("A word to the newsroom (may stay empty)"),
        required=False,
        max_length=_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(RefusableForm):
    """Why the outlet does not use it."""

    note = forms.CharField(
        label=gettext_lazy("Reason (may stay empty)"),
        required=False,
        max_length=_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UseForm(RefusableForm):
    """Where and when the outlet used it."""

    renamed = {"on": "placed_on"}

    placed_on = DayField(label=gettext_lazy("Day on which it appeared"))
    headline = forms.CharField(label=gettext_lazy("Headline"), max_length=TEXT_LENGTH)
    address = forms.CharField(
        label=gettext_lazy("Address, or issue and page (may stay empty)"),
        required=False,
        max_length=TEXT_LENGTH,
    )


_FORMS: dict[Answer, type[RefusableForm]] = {
    Answer.ACKNOWLEDGED: NoteForm,
    Answer.ACCEPTED: NoteForm,
    Answer.USED: UseForm,
    Answer.DECLINED: DeclineForm,
}


@anonymous_screen(rf"^tra-loi/(?P<word>{WORD_PATTERN})/$", name="outlet_answer")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("word")
def outlet_answer(request: HttpRequest, word: str) -> HttpResponse:
    """Show what was sent and take the outlet's answer; only a POST changes anything."""
    return opened_by_word(
        request,
        Secret.OUTLET,
        lambda now: link_for(word, now=now),
        lambda link: _page(request, link),
    )


def _shown(dispatch: Dispatch) -> dict[str, Any]:
    return {"dispatch": dispatch, "agency": dispatch.outlet.agency}


def _page(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    dispatch = link.dispatch
    if link.state is not LinkState.OPEN:
        context = _shown(dispatch) | {"expired": link.state is LinkState.EXPIRED}
        return render(request, "newsroom/placements/link_over.html", context, status=_GONE)
    possible = possible_answers(dispatch)
    offered = [choice for choice in CHOICES if choice.answer in possible]
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((one for one in offered if one.slug == given.get("chon")), None)
    if chosen is not None:
        return _confirmation(request, dispatch, chosen)
    if request.method == "POST":
        # Pressed twice: what has been said stands on the page and is offered no more.
        return redirect(f"{request.path}?xong=1")
    context = _shown(dispatch) | {"offered": offered, "done": request.GET.get("xong")}
    return render(request, "newsroom/placements/link.html", context)


def _confirmation(request: HttpRequest, dispatch: Dispatch, chosen: Choice) -> HttpResponse:
    now = timezone.now()
    headline = dispatch.payload.get("headline", "")
    initial = {"placed_on": local_day(now), "headline": headline}
    form = _FORMS[chosen.answer](request.POST or None, initial=initial)
    if request.method == "POST" and form.carry_out(lambda: _write(dispatch, chosen, form)):
        return redirect(f"{request.path}?xong=1")
    context = _shown(dispatch) | {"choice": chosen, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/placements/link_confirm.html", context, status=status)


def _write(dispatch: Dispatch, chosen: Choice, form: RefusableForm) -> None:
    given: dict[str, Any] = form.cleaned_data
    now = timezone.now()
    if chosen.answer is not Answer.USED:
        said = AnswerGiven(
            answer=chosen.answer, source=AnswerSource.BY_MAIL_LINK, note=given["note"]
        )
        give_answer(dispatch.pk, said, now=now)
        return
    if known_placement(dispatch.story_id, dispatch.outlet, given["placed_on"]) is not None:
        # Sent twice, or entered by the desk already: there is nothing to add.
        return
    record_placement(
        dispatch.story_id,
        dispatch.outlet,
        placed_on=given["placed_on"],
        headline=given["headline"],
        address=given["address"],
        actor=None,
        now=now,
        dispatch=dispatch,
        source=PlacementSource.BY_MAIL_LINK,
    )
