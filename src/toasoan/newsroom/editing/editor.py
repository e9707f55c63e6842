"""Wagtail's editor for stories, with our access and our steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.locks import BaseLock
from wagtail.snippets.views import snippets

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.editorial.actions import hold_text, note_change, open_progress, take_step
from toasoan.editorial.checklist import as_item
from toasoan.editorial.queries import story_for, writes_now
from toasoan.editorial.transitions import Step
from toasoan.editorial.versions import same_words
from toasoan.newsroom.editing.conflict import conflict_page
from toasoan.newsroom.editing.correcting import answers_of, asks_more, correction_bar
from toasoan.newsroom.editing.kept import mark_as_saved
from toasoan.newsroom.editing.panels import (
    TAKE,
    FlatActionMenu,
    NotYetPanel,
    RemarksPanel,
    StepPanel,
    shown_to,
)
from toasoan.newsroom.editing.presence import Presence, PresencePlace, newer_version
from toasoan.newsroom.editing.pressed import answer_to_press, is_pressed
from toasoan.newsroom.kit.step_wording import FROM_EDITOR, WORDING
from toasoan.newsroom.kit.story_view import candidate_units
from toasoan.refusals import RefusedError
from toasoan.stories.models import Byline, BylineRole, Story
from toasoan.units.models import Unit

_FOREIGN_ACTIONS = ("action-publish", "action-unpublish", "action-submit", "action-delete")


class OwnStory:
    """First base of every view that takes a story's id: the story must exist for the person."""

    object: Story

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raise Http404 before Wagtail loads anything."""
        story_for(user_of(request), kwargs["pk"])
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # a mixin before a view

    def get_history_url(self) -> str:
        """Our list of versions: the framework's own would show every autosave."""
        return reverse("newsroom:versions", args=[self.object.pk])


class StepLock(BaseLock):  # type: ignore[misc]  # Wagtail ships no types
    """Closes the text to whoever may not write at the story's present step."""

    def for_user(self, user: User) -> bool:
        """Closed to the person for whom the lock was made."""
        return True

    def get_message(self, user: User) -> str:
        """Where the story is, so that the person knows why it is closed."""
        return _("The story is at the step “%(status)s”; you can read it but not change it.") % {
            "status": self.object.progress.get_status_display()
        }

    def get_description(self, user: User) -> str:
        """The same sentence as `get_message`."""
        return self.get_message(user)


class StoryActions:
    """What creating and editing share: our buttons, our messages, our refusals."""

    request: HttpRequest
    action: str
    #: The text is in the database: set once the transaction of the save is over.
    text_is_saved = False
    produced_error_message: str | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away actions of the framework that a crafted form might carry.

        A save says so to the browser, which then forgets the copy that it kept.
        """
        if request.method == "POST" and any(name in request.POST for name in _FOREIGN_ACTIONS):
            messages.error(request, _("Nothing was saved: this is not done here."))
            return redirect("newsroom:inbox")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if is_pressed(request):
            response = answer_to_press(request, response)
        if self.text_is_saved:
            mark_as_saved(request, response)
        return response

    def get_available_actions(self) -> list[str]:
        """Saving, and the steps that can be taken while saving."""
        return [*type(self).actions, *(f"{TAKE}{step}" for step in FROM_EDITOR)]  # type: ignore[attr-defined]

    def is_valid(self, form: Any) -> bool:
        """Drafts are loose: what a step needs is asked by the step, not by the form."""
        self.saving_as_draft = True
        if self.locked_for_user:  # type: ignore[attr-defined]
            self.produced_error_code = "locked"
            self.produced_error_message = self.lock.get_message(user_of(self.request))  # type: ignore[attr-defined]
            return False
        if self.is_stale and not self.says_the_same(form):
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = newer_version(
                self.latest_revision,  # type: ignore[attr-defined]
                user_of(self.request),
            )
            return False
        return bool(super().is_valid(form)) and not self.is_resumed  # type: ignore[misc]

    @property
    def is_stale(self) -> bool:
        """Whether a newer version was saved since the form was opened (WAGTAIL.md §4)."""
        return False

    def says_the_same(self, form: Any) -> bool:
        """Whether the typed text is what is stored already, so that saving it replaces nothing."""
        return False

    @property
    def is_resumed(self) -> bool:
        """Whether typed text comes back into the form to be written on, not to be saved yet."""
        return "resume" in self.request.POST

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again with everything typed; for resumed text without a message of error."""
        if self.is_resumed and not form.errors:
            self.produced_error_message = None
            messages.info(
                self.request,
                _("Your text is back in the form. Read it through, then save it."),
            )
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        return response

    def run_action_method(self) -> HttpResponse | None:
        """Take the step that was pressed; the text is saved whatever comes of it."""
        self.text_is_saved = True
        if not self.action.startswith(TAKE):
            return None
        story: Story = self.object  # type: ignore[attr-defined]
        step = Step(self.action.removeprefix(TAKE))
        user = user_of(self.request)
        # The text just saved is the one on the screen.
        answers = answers_of(self.request, story, step)
        try:
            take_step(story.pk, step, actor=user, answers=answers, now=timezone.now())
        except RefusedError as refusal:
            messages.error(self.request, refusal_message(refusal))
            if asks_more(refusal, step):
                return redirect("newsroom:step", story.pk, step.value)
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]
        messages.success(self.request, str(WORDING[step].done))
        return redirect("newsroom:inbox")

    def get_success_message(self, instance: Story | None = None) -> str:
        """The message that the draft is saved."""
        return _("The text has been saved.")

    def get_success_buttons(self) -> list[Any]:
        """No further buttons in the message."""
        return []

    def get_error_message(self) -> str:
        """What to do about a field that was refused; an autosave marks none."""
        if self.expects_json_response:  # type: ignore[attr-defined]
            return _("Not saved: a field is not right. Press “Save draft” to see which one.")
        return _("The text has not been saved yet: look at the fields marked in red.")

    def _get_action_menu(self) -> FlatActionMenu:
        """The buttons of the footer side by side."""
        return FlatActionMenu(self.request, **self.menu_context())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Our own line about what is saved and who else is here, in place of the framework's."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["autosave_indicator"] = PresencePlace()
        if sessions := context.get("editing_sessions"):
            context["editing_sessions"] = Presence.of(sessions)
        context["saved_at"] = self.latest_revision_created_at or ""  # type: ignore[attr-defined]
        return context

    def menu_context(self) -> dict[str, Any]:
        """What the buttons' conditions read: the view, the story, the person."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The desk, then the story."""
        story = getattr(self, "object", None)
        here = (story.headline if story and story.pk else "") or _("New story")
        return [
            {"url": reverse("newsroom:inbox"), "label": _("Desk")},
            {"url": "", "label": here},
        ]


def refusal_message(refusal: RefusedError) -> str:
    """All problems of a refusal as one message, each pointing at its field."""
    items = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="#{}">{}</a>', as_item(p).anchor, p.message),)
            if p.field
            else (p.message,)
            for p in refusal.problems
        ),
    )
    return format_html("{}<ul>{}</ul>", _("Saved, but not sent yet:"), items)


class StoryCreateView(StoryActions, snippets.CreateView):  # type: ignore[misc]
    """Begin a story of one's own unit."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the unit first: a person without one cannot write."""
        self.unit = self._unit(request)
        super().setup(request, *args, **kwargs)

    @staticmethod
    def _unit(request: HttpRequest) -> Unit:
        units = candidate_units(user_of(request), with_desk=True)
        unit_id = request.GET.get("unit", "")
        for unit in units:
            if str(unit.pk) == unit_id:
                return unit
        if not units or unit_id:
            raise Http404
        return units[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        """A story of the unit, with the writer already named beneath it."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        user = user_of(self.request)
        story = Story(agency_id=self.unit.agency_id, unit=self.unit, author=user, live=False)
        story.bylines = [
            Byline(
                name=user.get_full_name(),
                role=BylineRole.WORDS_AND_PHOTOS,
                affiliation=self.unit.short_name,
            )
        ]
        return kwargs | {"instance": story}

    def menu_context(self) -> dict[str, Any]:
        """The same without a story: it is not saved yet."""
        return {"view": self.view_name, "model": self.model}

    def get_add_url(self) -> str:
        """The same address with the unit in it."""
        return f"{super().get_add_url()}?unit={self.unit.pk}"

    def save_instance(self) -> Story:
        """Save the story and create its progress row, as a draft."""
        story: Story = super().save_instance()
        open_progress(story, actor=user_of(self.request), now=timezone.now())
        return story

    def get_side_panels(self) -> MediaContainer:
        """The preview, and places that the first save fills: the story has no history yet."""
        panels: list[Any] = [
            NotYetPanel.of(panel, self.form.instance, self.request)
            for panel in (StepPanel, RemarksPanel)
        ]
        panels += [
            PreviewSidePanel(self.form.instance, self.request, preview_url=self.get_preview_url())
        ]
        return MediaContainer(panels)


class StoryEditView(OwnStory, StoryActions, snippets.EditView):  # type: ignore[misc]
    """Write on in a story, as long as its step allows it."""

    has_moved_on = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """No autosave for somebody who may only read."""
        super().setup(request, *args, **kwargs)
        if self.locked_for_user:
            self.autosave_enabled = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form for whoever may write; a page to read for everybody else."""
        if self.locked_for_user:
            messages.info(request, self.lock.get_message(user_of(request)))
            return redirect("newsroom:story", self.object.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_lock(self) -> StepLock | None:
        """Closed unless the step is the person's."""
        story: Story = self.live_object
        is_open = writes_now(story, user_of(self.request), timezone.now())
        return None if is_open else StepLock(story)

    def menu_context(self) -> dict[str, Any]:
        """The story and whether it is closed."""
        return {
            "view": self.view_name,
            "instance": self.object,
            "locked_for_user": self.locked_for_user,
        }

    @property
    def is_stale(self) -> bool:
        """A save from another version of the text than the latest.

        One that names no version may only follow a save of the same person.
        """
        if self.request.POST.keys() & {"loaded_revision_id", "overwrite_revision_id"}:
            return bool(self.is_out_of_date)
        return bool(self.latest_revision and self.latest_revision.user_id != self.request.user.pk)

    def says_the_same(self, form: Any) -> bool:
        """An autosave that overtook the pressed button on its way brought the same words."""
        if not super(StoryActions, self).is_valid(form):
            return False
        typed: Story = form.save(commit=False)
        return same_words(typed.serializable_data(), self.latest_revision.content)

    def get_success_json(self) -> dict[str, Any]:
        """The version that was made becomes the base of the next press of a button."""
        data: dict[str, Any] = super().get_success_json()
        data.setdefault("field_updates", {}).update(
            loaded_revision_id=str(data["revision_id"]),
            loaded_revision_created_at=data["revision_created_at"],
        )
        return data

    def save_instance(self) -> Story:
        """Save, and remember who changed the text; refused when the story has moved on.

        The row is locked first, so of two saves from the same version one is refused.
        """
        try:
            hold_text(self.live_object.pk, revision=self.latest_revision)
            story: Story = super().save_instance()
            if self.form.has_changed() or not self.expects_json_response:
                note_change(story.pk, actor=user_of(self.request), now=timezone.now())
        except RefusedError as refusal:
            # The framework turns this into "not saved" and keeps the typed text.
            self.has_moved_on = refusal.problems[0].code == "not-yours"
            raise PermissionDenied(str(refusal)) from refusal
        return story

    def form_invalid(self, form: Any) -> HttpResponse:
        """Both versions when somebody was faster; otherwise the form again."""
        overtaken = getattr(self, "produced_error_code", "") in {"invalid_revision", "locked"}
        if overtaken and not self.expects_json_response:
            closed = bool(self.locked_for_user) or self.has_moved_on
            return conflict_page(self.request, form, self.live_object.pk, closed=closed)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands above the form: why the story came back, and that it is being corrected."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        story: Story = self.live_object
        shown = shown_to(story, self.request)
        return context | {"shown": shown, "correction_bar": correction_bar(self.request, story)}

    def get_side_panels(self) -> MediaContainer:
        """Step and history, remarks, preview; an autosave draws only the first one anew."""
        story: Story = self.live_object
        if self.request.method == "POST":
            story = story_for(user_of(self.request), story.pk)
        shown = shown_to(story, self.request)
        panels: list[Any] = [StepPanel(story, self.request, shown)]
        if not self.expects_json_response:
            panels += [
                RemarksPanel(story, self.request, shown),
                PreviewSidePanel(self.object, self.request, preview_url=self.get_preview_url()),
            ]
        return MediaContainer(panels)

    def get_success_url(self) -> str:
        """Stay in the editor after saving."""
        return self.get_edit_url()

    header_more_buttons: list[Any] = []
