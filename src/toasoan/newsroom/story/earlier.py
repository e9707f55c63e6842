"""Earlier versions of a story: read whole, brought back, and a story copied to a new draft."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.earlier_texts import bring_back, copy_story, earlier_revision
from toasoan.editorial.queries import latest_text, story_for, writes_now
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import READING, WRITING
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.story_view import candidate_units
from toasoan.stories.models import Story
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import short_datetime

_EDITOR = "wagtailsnippets_stories_story:edit"
_METHODS = ["GET", "HEAD", "POST"]


class LatestForm(RefusableForm):
    """Which version the person took for the latest."""

    latest = forms.IntegerField(widget=forms.HiddenInput)


class CopyForm(RefusableForm):
    """The unit that the copy belongs to."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit of the new draft"))

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(unit.pk), unit.short_name) for unit in units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = str(units[0].pk)


@screen("tin/<int:story_id>/lich-su/<int:revision_id>/", name="version", duties=READING)
@require_safe
def version(request: HttpRequest, story_id: int, revision_id: int) -> HttpResponse:
    """One saved version: who saved it when, its whole text, and the way to bring it back."""
    story = story_for(user_of(request), story_id)
    revision = earlier_revision(story, revision_id)
    is_latest = revision.pk == story.latest_revision_id
    context = {
        "story": story,
        "revision": revision,
        "headline": revision.content.get("headline", ""),
        "is_latest": is_latest,
        "may_bring_back": not is_latest and writes_now(story, user_of(request), timezone.now()),
    }
    return render(request, "newsroom/story/version.html", context)


@screen("tin/<int:story_id>/lich-su/<int:revision_id>/doc/", name="version_text", duties=READING)
@require_safe
def version_text(request: HttpRequest, story_id: int, revision_id: int) -> HttpResponse:
    """The text of a saved version as the public would see it."""
    story = story_for(user_of(request), story_id)
    text: Story = story.with_content_json(earlier_revision(story, revision_id).content)
    context = text.get_preview_context(request, "")
    return render(request, text.get_preview_template(request, ""), context | {"bare": True})


@screen("tin/<int:story_id>/lich-su/<int:revision_id>/dua-lai/", name="bring_back", duties=READING)
@require_http_methods(_METHODS)
def bring_back_version(request: HttpRequest, story_id: int, revision_id: int) -> HttpResponse:
    """Ask, then make a saved version the story's latest text."""
    story = story_for(user_of(request), story_id)
    revision = earlier_revision(story, revision_id)
    if not writes_now(story, user_of(request), timezone.now()):
        raise Http404
    form = LatestForm(request.POST or None, initial={"latest": story.latest_revision_id})
    when = short_datetime(revision.created_at)
    question = Confirmation(
        question=_("Bring the version of %(when)s back?") % {"when": when},
        lead=revision.content.get("headline", ""),
        consequence=_(
            "It becomes the text that is written on. The present text stays in the list of "
            "versions and can be brought back in the same way."
        ),
        button=_("Bring it back"),
        back=reverse("newsroom:versions", args=[story.pk]),
        back_label=_("Versions"),
        done=_("The version of %(when)s is the latest text now.") % {"when": when},
        onward=reverse(_EDITOR, args=[story.pk]),
    )

    def action() -> None:
        seen_id = form.cleaned_data["latest"]
        actor, now = user_of(request), timezone.now()
        bring_back(story, revision.pk, seen_id=seen_id, actor=actor, now=now)

    return confirmation_page(request, question, action, form)


@screen("tin/<int:story_id>/sao-chep/", name="copy_story", duties=WRITING)
@require_http_methods(_METHODS)
def copy(request: HttpRequest, story_id: int) -> HttpResponse:
    """Begin a new draft with the words and photos of this story."""
    story = story_for(user_of(request), story_id)
    units = units_for_copy(request, story)
    if not units:
        raise Http404
    form = CopyForm(request.POST or None, units=units)
    page = FormPage(
        title=_("Copy the story to a new draft"),
        lead=latest_text(story).headline,
        warning=_(
            "The words, photos, bylines and tags go along; remarks, hours and history do not. "
            "The story itself stays as it is."
        ),
        button=_("Copy to a new draft"),
        back=reverse("newsroom:story", args=[story.pk]),
        back_label=_("The story"),
        done=_("This is the copy, a draft of its own. Change what is different, then save it."),
    )
    made: list[Story] = []

    def action() -> None:
        unit = next(one for one in units if str(one.pk) == form.cleaned_data["unit"])
        text, actor = latest_text(story), user_of(request)
        made.append(copy_story(text, unit=unit, actor=actor, now=timezone.now()))

    answer = form_page(request, page, form, action)
    if made:
        answer["Location"] = reverse(_EDITOR, args=[made[0].pk])
    return answer


def units_for_copy(request: HttpRequest, story: Story) -> list[Unit]:
    """The units of the story's agency for which the person may begin a draft."""
    units = candidate_units(user_of(request), with_desk=True)
    return [unit for unit in units if unit.agency_id == story.agency_id]
