"""Links for readers without an account: the story's list of them, making and ending one."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.editorial.models import PreviewLink
from toasoan.editorial.preview_links import (
    LONGEST,
    address_of,
    end_link,
    make_link,
    may_share,
    open_links,
)
from toasoan.editorial.queries import latest_text, story_for
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen
from toasoan.stories.models import Story
from toasoan.vietnamese.dates import local_day

#: The last day that the form offers, counted from today.
_OFFERED = dt.timedelta(days=7)
_METHODS = ["GET", "HEAD", "POST"]


class LinkForm(RefusableForm):
    """Who will read the story, and until when."""

    for_whom = forms.CharField(
        label=gettext_lazy("Who will read it"),
        max_length=120,
        help_text=gettext_lazy("A name and a post, so that everybody knows whom the link is for."),
    )
    last_day = DayField(label=gettext_lazy("Open until the end of"))


def _shared_story(request: HttpRequest, story_id: int) -> Story:
    story = story_for(user_of(request), story_id)
    if not may_share(user_of(request), story.progress, timezone.now()):
        raise Http404
    return story


@screen("tin/<int:story_id>/lien-ket/", name="preview_links", duties=READING)
@require_http_methods(_METHODS)
def preview_links(request: HttpRequest, story_id: int) -> HttpResponse:
    """The links that are open, with their addresses, and the form for another."""
    story, now = _shared_story(request, story_id), timezone.now()
    form = LinkForm(request.POST or None, initial={"last_day": local_day(now) + _OFFERED})

    def action() -> None:
        make_link(story, **form.cleaned_data, actor=user_of(request), now=now)

    if request.method == "POST" and form.carry_out(action):
        messages.success(request, _("The link is made. Send its address to whoever will read it."))
        return redirect(request.path)
    context = {
        "story": story,
        "headline": latest_text(story).headline,
        "links": [(link, address_of(link)) for link in open_links(story, now)],
        "longest": LONGEST.days,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/story/preview_links.html", context, status=status)


@screen("tin/<int:story_id>/lien-ket/<int:link_id>/dong/", name="end_preview_link", duties=READING)
@require_http_methods(_METHODS)
def end_preview_link(request: HttpRequest, story_id: int, link_id: int) -> HttpResponse:
    """Ask, then close a link before its day."""
    story = _shared_story(request, story_id)
    link = get_object_or_404(PreviewLink, pk=link_id, story=story)
    question = Confirmation(
        question=_("Close the link for %(whom)s?") % {"whom": link.for_whom},
        consequence=_("The address leads nowhere any more. It cannot be opened again."),
        button=_("Close the link"),
        back=reverse("newsroom:preview_links", args=[story.pk]),
        back_label=_("Links to read"),
        done=_("The link is closed."),
    )
    return confirmation_page(
        request, question, lambda: end_link(link.pk, actor=user_of(request), now=timezone.now())
    )
