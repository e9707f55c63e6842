"""Reporting an error in a story: the link beneath it, and the form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.questions.asking import receipt_page
from toasoan.portal.questions.forms import ErrorForm
from toasoan.questions.actions.reception import Contact, NewQuestion
from toasoan.questions.intake import receive
from toasoan.questions.kinds import QuestionKind
from toasoan.questions.tracking_codes import code_hash, code_of
from toasoan.reader_forms.door import Limit, reader_form, refuse_too_many
from toasoan.reader_forms.queries import difficulty_for
from toasoan.stories.models import Edition, Story

_LIMITS = (Limit(12, 3600), Limit(30, 86_400))
_UNSOLVED = (Limit(3, 3600), Limit(6, 86_400))


def story_part(request: HttpRequest, story: Story, around: dict[str, Any]) -> str:
    """The link beneath a story on the site; no query."""
    if not story.pk or not story.live or around.get("is_preview"):
        return ""
    return format_html(
        '<p class="story-error"><a href="{}" rel="nofollow">{}</a></p>',
        reverse("portal:story_error", args=[story.pk]),
        _("Report an error in this story"),
    )


@reader_form("story_error", limits=_LIMITS)
def report(request: HttpRequest, story_id: int) -> HttpResponse:
    """What a reader says is wrong; kept with the edition that they read."""
    agency = agency_for(request)
    edition = (
        Edition.objects.filter(story__agency=agency, story__live=True, story_id=story_id)
        .select_related("story")
        .order_by("number")
        .last()
    )
    if edition is None:
        raise Http404
    bound = (request.POST,) if request.method == "POST" else ()
    form = ErrorForm(*bound, difficulty=difficulty_for(agency.site_id))
    if not form.is_bound or not form.is_valid():
        return _page(request, edition, form)
    if not form.is_solved:
        refuse_too_many(request, "unsolved", _UNSOLVED)
    receipt = receive(_reported(form, edition), agency=agency, nonce=form.nonce, now=timezone.now())
    return receipt_page(request, agency, receipt)


def _page(request: HttpRequest, edition: Edition, form: ErrorForm) -> HttpResponse:
    context = {
        **frame_context(request, agency_for(request)),
        "title": _("Report an error in a story"),
        "story": edition.story,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    answer = render(request, "portal/questions/story_error.html", context, status=status)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _reported(form: ErrorForm, edition: Edition) -> NewQuestion:
    given = form.cleaned_data
    return NewQuestion(
        kind=QuestionKind.STORY_ERROR,
        subject=edition.headline,
        text=given["text"],
        passage=given["passage"],
        edition=edition,
        contact=Contact(email=given["email"]),
        code_hash=code_hash(code_of(form.nonce)),
        wants_mail=bool(given["email"]),
    )
