"""The editor's side panels and the buttons of its footer."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.snippets.action_menu import ActionMenuItem, SnippetActionMenu

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import situation_of
from toasoan.editorial.rules import is_offered
from toasoan.editorial.transitions import Step
from toasoan.newsroom.kit.step_wording import FROM_EDITOR, WORDING
from toasoan.newsroom.kit.story_view import StoryView, candidate_units, story_view
from toasoan.stories.models import Story

TAKE = "take-"


class StoryPanel(BaseSidePanel):  # type: ignore[misc]  # Wagtail ships no types
    """A side panel that shows the story as the person may see it, in `shown` of its template."""

    def __init__(self, story: Story, request: HttpRequest, shown: StoryView) -> None:
        super().__init__(story, request)
        self.shown = shown

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The story for the template, and what the panel adds."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"shown": self.shown} | self.more_context()

    def more_context(self) -> dict[str, Any]:  # what templates take
        """What the panel's template needs besides the story."""
        return {}


class StepPanel(StoryPanel):
    """Where the story is, what it lacks, what happens next, what happened to it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        aria_label = gettext_lazy("Step and history")
        icon_name = "tasks"

    name = "step"
    title = gettext_lazy("Step and history")
    template_name = "newsroom/editing/step_panel.html"
    order = 50

    def more_context(self) -> dict[str, Any]:
        """How the buttons of the steps are made."""
        return {"from_editor": FROM_EDITOR, "take": TAKE}


class RemarksPanel(StoryPanel):
    """What colleagues say about the story, and a field to say something.

    It is not part of what an autosave draws anew: a half-written remark would be lost.
    """

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        aria_label = gettext_lazy("Remarks")
        icon_name = "comment"

    name = "remarks"
    title = gettext_lazy("Remarks")
    template_name = "newsroom/editing/remarks_panel.html"
    order = 60

    def more_context(self) -> dict[str, Any]:
        """What the form of a remark needs; a component is drawn without the request's context."""
        return {"in_editor": True, "csrf_token": get_token(self.request)}


class NotYetPanel(BaseSidePanel):  # type: ignore[misc]  # Wagtail ships no types
    """Holds the place of a panel of a story that is not saved yet."""

    template_name = "newsroom/editing/not_yet_panel.html"

    @classmethod
    def of(cls, panel: type[BaseSidePanel], story: Story, request: HttpRequest) -> BaseSidePanel:
        """The place of this panel, with its name, its title and its button."""
        place = type(
            panel.__name__,
            (cls,),
            {
                "name": panel.name,
                "title": panel.title,
                "order": panel.order,
                "SidePanelToggle": panel.SidePanelToggle,
            },
        )
        return place(story, request)


def shown_to(story: Story, request: HttpRequest) -> StoryView:
    """What the panels show of the story to the person of the request."""
    return story_view(story, user_of(request), timezone.now())


class StepItem(ActionMenuItem):  # type: ignore[misc]  # Wagtail ships no types
    """Saves and takes a step in one press."""

    template_name = "newsroom/editing/step_button.html"

    def __init__(self, step: Step) -> None:
        super().__init__(order=10 + FROM_EDITOR.index(step))
        self.step = step
        self.name = f"action-{TAKE}{step}"
        self.label = WORDING[step].final
        self.icon_name = "upload"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add `will`, the sentence that says what the step does."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"will": WORDING[self.step].will}

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


class FlatActionMenu(SnippetActionMenu):  # type: ignore[misc]  # Wagtail ships no types
    """All buttons side by side: Wagtail's drop-up needs scripts and hides saving."""

    template = "newsroom/editing/action_menu.html"
