"""Stories in Wagtail's shell."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from toasoan.accounts.requests import user_of
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.newsroom.editing.comparison import comparison_page
from toasoan.newsroom.editing.counted import GUIDES, CountedPanel
from toasoan.newsroom.editing.editor import OwnStory, StoryCreateView, StoryEditView
from toasoan.newsroom.editing.field_panels import QuietInlinePanel, TagsPanel
from toasoan.newsroom.editing.plain_body import StoryForm
from toasoan.stories.models import Story
from toasoan.stories.story_fields import BYLINE_FIELDS, FieldKind, StoryField, story_fields
from toasoan.vietnamese.dates import local_day


def gone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """A view that we do not serve; its name stays so that stock templates can reverse it."""
    raise Http404


class PreviewOnEdit(OwnStory, snippets.PreviewOnEditView):  # type: ignore[misc]
    """The preview of a story that exists for the person."""


class Compare(OwnStory, snippets.RevisionsCompareView):  # type: ignore[misc]
    """Two versions, paragraph by paragraph, on a page of our own."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what differs; 404 for a version that there is not."""
        return comparison_page(request, self.object.pk, self.revision_id_a, self.revision_id_b)


def story_panels() -> list[Panel]:
    """The editor's fields: each by itself, then those that say where the story belongs together."""
    own = [_panel(field) for field in story_fields() if not field.classifies]
    belongs = [_panel(field) for field in story_fields() if field.classifies]
    return [*own, MultiFieldPanel(belongs, heading=_("Where it belongs"))]


def _panel(field: StoryField) -> Panel:
    if field.kind is FieldKind.TAGS:
        return TagsPanel(field.name)
    if field.name in GUIDES:
        return CountedPanel(field.name, is_one_line=field.kind is FieldKind.LINE)
    if field.kind is not FieldKind.BYLINES:
        return FieldPanel(field.name)
    panels = [FieldPanel(one.name) for one in BYLINE_FIELDS]
    return QuietInlinePanel(field.name, label=_("Byline"), panels=panels)


class StoryViewSet(SnippetViewSet):  # type: ignore[misc]  # Wagtail ships no types
    """Writing, previewing and comparing stories; everything else is our own screens."""

    model = Story
    base_url_path = "soan-tin"
    icon = "doc-full-inverse"
    add_to_admin_menu = False
    copy_view_enabled = False
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    preview_on_edit_view_class = PreviewOnEdit
    revisions_compare_view_class = Compare
    edit_handler = ObjectList(
        story_panels(),
        base_form_class=StoryForm,
    )
    create_template_name = "newsroom/editing/create.html"
    edit_template_name = "newsroom/editing/edit.html"
    index_view = index_results_view = property(lambda self: gone)
    delete_view = unpublish_view = lock_view = unlock_view = property(lambda self: gone)
    history_view = history_results_view = usage_view = property(lambda self: gone)
    revisions_view = revisions_revert_view = property(lambda self: gone)
    revisions_unschedule_view = property(lambda self: gone)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """Only what exists for the person."""
        return stories_visible_to(user_of(request), local_day(timezone.now()))

    def register_chooser_viewset(self) -> None:
        """No chooser: it would list other units' headlines."""


class NoStoryDeletion(SnippetBulkAction):  # type: ignore[misc]  # Wagtail ships no types
    """Takes the place of Wagtail's bulk deletion and answers 404."""

    display_name = aria_label = template_name = "-"
    action_type = "delete"
    models = [Story]

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise Http404: no story is ever deleted."""
        raise Http404
