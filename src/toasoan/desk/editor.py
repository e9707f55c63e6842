"""Wagtail's editor for stories, behind our door and with our steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel, PreviewSidePanel
from wagtail.locks import BaseLock
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views import snippets

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.desk.queries import StoryView, candidate_units, story_view
from toasoan.desk.words import FROM_EDITOR, WORDING
from toasoan.editorial.actions import note_change, open_progress, take_step
from toasoan.editorial.queries import situation_of, story_for
from toasoan.editorial.rules import Answers, StepRefusedError, is_offered, may_write
from toasoan.editorial.transitions import Step
from toasoan.stories.models import Byline, BylineRole, Story
from toasoan.units.models import Unit

TAKE = "take-"
_FOREIGN_DEEDS = ("action-publish", "action-unpublish", "action-submit", "action-delete")


class OwnStory:
    """First base of every view that takes a story's id: the one door (WAGTAIL.md §1)."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raise Http404 before Wagtail loads anything."""
        story_for(user_of(request), kwargs["pk"])
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # a mixin before a view


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
        """The same sentence."""
        return self.get_message(user)


class StepPanel(BaseSidePanel):  # type: ignore[misc]  # Wagtail ships no types
    """Where the story is, what it lacks, what happened to it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        aria_label = gettext_lazy("Step and history")
        icon_name = "tasks"

    name = "step"
    title = gettext_lazy("Step and history")
    template_name = "desk/step_panel.html"
    order = 50

    def __init__(self, story: Story, request: HttpRequest) -> None:
        super().__init__(story, request)
        self.shown: StoryView = story_view(story, user_of(request), timezone.now())

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The story's situation for the template."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"shown": self.shown}


class StepItem(ActionMenuItem):  # type: ignore[misc]  # Wagtail ships no types
    """Saves and takes a step in one press."""

    template_name = "desk/step_button.html"

    def __init__(self, step: Step) -> None:
        super().__init__(order=10 + FROM_EDITOR.index(step))
        self.step = step
        self.name = f"action-{TAKE}{step}"
        self.label = WORDING[step].button
        self.icon_name = "upload"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Where the step may be taken by this person now."""
        if context.get("locked_for_user"):
            return False
        story = context.get("instance")
        if story is None or story.pk is None:
            first = Step.SUBMIT if candidate_units(context["request"].user) else Step.HAND_IN
            return self.step is first
        now = timezone.now()
        return is_offered(
            situation_of(story, story.progress, context["request"].user, now), self.step
        )


class StoryDeeds:
    """What creating and editing share: our buttons, our messages, our refusals."""

    request: HttpRequest
    action: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away deeds of the framework that a crafted form might carry."""
        if request.method == "POST" and any(name in request.POST for name in _FOREIGN_DEEDS):
            messages.error(request, _("Nothing was saved: this is not done here."))
            return redirect("desk:home")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_available_actions(self) -> list[str]:
        """Saving, and the steps that can be taken while saving."""
        return [*type(self).actions, *(f"{TAKE}{step}" for step in FROM_EDITOR)]  # type: ignore[attr-defined]

    def is_valid(self, form: Any) -> bool:
        """Drafts are loose: what a step needs is asked by the step, not by the form."""
        self.saving_as_draft = True
        if self.is_stale:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = _(
                "Somebody else saved a newer version. Your text is still here, below: copy what"
                " you need, open the story again, and put it in."
            )
            return False
        return bool(super().is_valid(form))  # type: ignore[misc]

    @property
    def is_stale(self) -> bool:
        """Whether what was on the screen has been overtaken (WAGTAIL.md §4: every save asks)."""
        return False

    def run_action_method(self) -> HttpResponse | None:
        """Take the step that was pressed; the text is saved whatever comes of it."""
        if not self.action.startswith(TAKE):
            return None
        story: Story = self.object  # type: ignore[attr-defined]
        step = Step(self.action.removeprefix(TAKE))
        user = user_of(self.request)
        try:
            take_step(story.pk, step, actor=user, answers=Answers(), now=timezone.now())
        except StepRefusedError as refusal:
            messages.error(self.request, refusal_message(refusal))
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]
        messages.success(self.request, str(WORDING[step].done))
        return redirect("desk:home")

    def get_success_message(self, instance: Story | None = None) -> str:
        """That the draft is safe."""
        return _("The text has been saved.")

    def get_success_buttons(self) -> list[Any]:
        """No further buttons in the message."""
        return []

    def get_error_message(self) -> str:
        """What to do about a field that was refused."""
        return _("The text has not been saved yet: look at the fields marked in red.")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The desk, then the story."""
        story = getattr(self, "object", None)
        here = (story.headline if story and story.pk else "") or _("New story")
        return [
            {"url": reverse("desk:home"), "label": _("Desk")},
            {"url": "", "label": here},
        ]


def refusal_message(refusal: StepRefusedError) -> str:
    """All problems of a refusal as one message, each pointing at its field."""
    items = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="#panel-child-{}-section">{}</a>', p.field, p.message),)
            if p.field
            else (p.message,)
            for p in refusal.problems
        ),
    )
    return format_html("{}<ul>{}</ul>", _("Saved, but not sent yet:"), items)


class StoryCreateView(StoryDeeds, snippets.CreateView):  # type: ignore[misc]
    """Begin a story of one's own unit."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the unit first: a person without one cannot write."""
        self.unit = self._unit(request)
        super().setup(request, *args, **kwargs)

    @staticmethod
    def _unit(request: HttpRequest) -> Unit:
        units = candidate_units(user_of(request), with_desk=True)
        asked = request.GET.get("unit", "")
        for unit in units:
            if str(unit.pk) == asked:
                return unit
        if not units or asked:
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

    def get_add_url(self) -> str:
        """The same address with the unit in it."""
        return f"{super().get_add_url()}?unit={self.unit.pk}"

    def save_instance(self) -> Story:
        """Save the story and put it at the beginning of its way."""
        story: Story = super().save_instance()
        open_progress(story, actor=user_of(self.request), now=timezone.now())
        return story

    def get_side_panels(self) -> MediaContainer:
        """Only the preview: the story has no history yet."""
        panels = [
            PreviewSidePanel(self.form.instance, self.request, preview_url=self.get_preview_url())
        ]
        return MediaContainer(panels)


class StoryEditView(OwnStory, StoryDeeds, snippets.EditView):  # type: ignore[misc]
    """Write on in a story, as long as its step allows it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """No autosave for somebody who may only read."""
        super().setup(request, *args, **kwargs)
        if self.locked_for_user:
            self.autosave_enabled = False

    def get_lock(self) -> StepLock | None:
        """Closed unless the step is the person's."""
        story: Story = self.live_object
        situation = situation_of(story, story.progress, user_of(self.request), timezone.now())
        return None if may_write(situation) else StepLock(story)

    @property
    def is_stale(self) -> bool:
        """A save from another version of the text than the latest."""
        return bool(self.is_out_of_date)

    def save_instance(self) -> Story:
        """Save, and remember who changed the text; refused when the story has moved on."""
        story: Story = super().save_instance()
        if self.form.has_changed() or not self.expects_json_response:
            try:
                note_change(story.pk, actor=user_of(self.request), now=timezone.now())
            except StepRefusedError as refusal:
                # The framework turns this into "not saved" and keeps the typed text.
                raise PermissionDenied(str(refusal)) from refusal
        return story

    def get_side_panels(self) -> MediaContainer:
        """Step and history before the preview."""
        panels: list[Any] = [StepPanel(self.live_object, self.request)]
        if not self.expects_json_response:
            panels.append(
                PreviewSidePanel(self.object, self.request, preview_url=self.get_preview_url())
            )
        return MediaContainer(panels)

    def get_success_url(self) -> str:
        """Stay in the editor after saving."""
        return self.get_edit_url()

    header_more_buttons: list[Any] = []
