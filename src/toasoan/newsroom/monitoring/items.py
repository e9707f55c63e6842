"""One found item beside our story."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.monitoring.actions import clip, confirm, refuse_match, take_back_refusal
from toasoan.monitoring.models import Proposal
from toasoan.monitoring.passages import passages
from toasoan.monitoring.queries import proposal_for, threshold_of, units_to_watch
from toasoan.monitoring.texts import words_of_story
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.monitoring.forms import AboutForm, UseForm
from toasoan.newsroom.monitoring.wording import row_of

#: Characters of each text that are shown.
_SHOWN = 6_000
_YES, _NO, _ABOUT, _BACK = "dung", "khong", "bao-viet", "lay-lai"


@screen("tin-tim-thay/<int:proposal_id>/", name="found_item", duties=DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Both texts side by side, what they share marked; enter the use, the clipping, or refuse."""
    proposal = proposal_for(user_of(request), proposal_id, today_here())
    kind = request.POST.get("viec", "")
    use = UseForm.of(proposal, request.POST if kind == _YES else None)
    about = AboutForm(
        request.POST if kind == _ABOUT else None,
        units=list(units_to_watch(proposal.agency, today_here())),
        initial={"unit": proposal.unit_id or (proposal.story and proposal.story.unit_id)},
    )
    if request.method == "POST" and _carried_out(request, proposal, use, about):
        return redirect("newsroom:found")
    wrong = use.errors or about.errors
    return _page(request, proposal, use, about, status=422 if wrong else 200)


def _carried_out(request: HttpRequest, proposal: Proposal, use: UseForm, about: AboutForm) -> bool:
    """Do what was pressed, and say so; False when something stands in the way."""
    user, now, pk = user_of(request), timezone.now(), proposal.pk

    def enter_use() -> None:
        confirm(pk, **use.cleaned_data, actor=user, now=now)

    def enter_clipping() -> None:
        clip(pk, unit=about.chosen(), actor=user, now=now)

    plain = RefusableForm({})
    actions = {
        _YES: (use, enter_use, _("Entered: the outlet used the story.")),
        _ABOUT: (about, enter_clipping, _("Entered as written about us.")),
        _NO: (plain, lambda: refuse_match(pk, actor=user, now=now), _("Noted: not ours.")),
        _BACK: (plain, lambda: take_back_refusal(pk, now=now), _("It waits for your word again.")),
    }
    if request.POST.get("viec") not in actions:
        raise Http404
    form, action, sentence = actions[request.POST["viec"]]
    if form.carry_out(action):
        messages.success(request, sentence)
        return True
    for error in plain.non_field_errors() if form is plain else ():
        messages.warning(request, str(error))
    return False


def _page(
    request: HttpRequest, proposal: Proposal, use: UseForm, about: AboutForm, *, status: int
) -> HttpResponse:
    theirs = proposal.item.text[:_SHOWN]
    ours = words_of_story(proposal.story_id) if proposal.story_id else ""
    context = {
        "proposal": proposal,
        "row": row_of(proposal, threshold_of(proposal.agency).score),
        "theirs": passages(theirs, ours),
        "ours": passages(ours[:_SHOWN], proposal.item.text),
        "use": use,
        "about": about,
    }
    return render(request, "newsroom/monitoring/item.html", context, status=status)
