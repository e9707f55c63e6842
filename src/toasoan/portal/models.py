"""Structural pages: the home page and standing texts. Stories are not pages (decision 0002)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from toasoan.media.choosing import ChoosingForm
from toasoan.portal.frame.menus import ENGLISH
from toasoan.portal.home.blocks import HomeBlocks
from toasoan.portal.home.context import home_context
from toasoan.portal.standing_pages import english_or_404, standing_context
from toasoan.stories.fields import BodyField

_TEXT_FEATURES = ["h2", "h3", "bold", "link", "ul", "ol"]


class HomePageForm(ChoosingForm, WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail ships no types
    """A home page that nobody has arranged is opened with the blocks that it shows by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            instance.blocks = instance.arrangement()
        super().__init__(*args, **kwargs)


class HomePage(Page):  # type: ignore[misc]  # Wagtail ships no types
    """The front of the site; what it shows comes from live stories."""

    blocks = BodyField(HomeBlocks, blank=True, verbose_name=_("blocks"))

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "blocks",
            help_text=_(
                "From top to bottom. A block without anything to show is left out; a story stands"
                " on the page once. Without any block the page shows the latest stories, the units"
                " and the sections."
            ),
        ),
    ]
    base_form_class = HomePageForm
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.StandingPage", "portal.EnglishHome"]
    max_count_per_parent = 8
    # No schedule for pages: its fields start with inline scripts, which our policy forbids.
    settings_panels: list[Any] = []
    template = "portal/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def arrangement(self) -> Any:
        """The page's blocks, or those of a page that nobody has arranged."""
        if self.blocks:
            return self.blocks
        block = self._meta.get_field("blocks").stream_block
        return block.to_python(
            [{"type": name, "value": {}} for name in ("leads", "units", "sections")]
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The blocks of the home page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["is_preview"] = getattr(request, "is_preview", False)
        return context | home_context(request, self.arrangement())


class StandingPageForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail ships no types
    """Only a page in English is asked for its Vietnamese counterpart, among those of its site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.parent_page
        if "counterpart" not in self.fields:
            return
        if parent is None or parent.url_path.split("/")[2:3] != [ENGLISH]:
            del self.fields["counterpart"]
            return
        home = parent.path[: 2 * parent.steplen]
        english = home + parent.path[2 * parent.steplen : 3 * parent.steplen]
        pages = StandingPage.objects.filter(path__startswith=home).order_by("path")
        self.fields["counterpart"].queryset = pages.exclude(path__startswith=english)


class StandingPage(Page):  # type: ignore[misc]  # Wagtail ships no types
    """A text that stands for a long time: introduction, contacts, rules of use."""

    text = RichTextField(_("text"), blank=True, features=_TEXT_FEATURES)
    counterpart = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="translations",
        verbose_name=_("the same page in Vietnamese"),
        help_text=_("Only for a page in English: readers change between the two."),
    )
    content_panels = [
        *Page.content_panels,
        FieldPanel("text"),
        # Wagtail's own chooser starts with an inline script, which our policy forbids.
        FieldPanel("counterpart", widget=Select),
    ]
    base_form_class = StandingPageForm
    settings_panels: list[Any] = []
    parent_page_types = ["portal.HomePage", "portal.StandingPage", "portal.EnglishHome"]
    template = "portal/standing_page.html"

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    @property
    def is_english(self) -> bool:
        """Whether the page stands in the branch of the English pages."""
        # "/<home page>/en/…": the home page is the root of the site.
        return self.url_path.split("/")[2:3] == [ENGLISH]

    def clean(self) -> None:
        """Keep the address of the English branch for the branch."""
        super().clean()
        parent = self.get_parent() if self.path else None
        if self.slug == ENGLISH and parent is not None and parent.depth == 2:  # noqa: PLR2004
            raise ValidationError({"slug": _("This address is kept for the pages in English.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page in its own language; an English one only when the agency has English pages."""
        if not self.is_english:
            return super().serve(request, *args, **kwargs)
        return _served_in_english(super().serve, request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as readers will see it, in its own language."""
        if not self.is_english:
            answer: HttpResponse = super().serve_preview(request, mode_name)
            return answer
        return _in_english(super().serve_preview, request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text, where it stands, what stands beneath it, and around every page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | standing_context(request, self)


class EnglishHome(Page):  # type: ignore[misc]  # Wagtail ships no types
    """The front of the pages in English. Stories stay Vietnamese."""

    text = RichTextField(_("text"), blank=True, features=_TEXT_FEATURES)
    content_panels = [*Page.content_panels, FieldPanel("text")]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.StandingPage"]
    max_count_per_parent = 1
    template = "portal/standing_page.html"
    is_english = True
    counterpart = None

    class Meta:
        verbose_name = _("front of the English pages")
        verbose_name_plural = _("fronts of the English pages")

    def get_admin_display_title(self) -> str:
        """What the newsroom calls the page: its own title is English."""
        return f"{_('English pages')} ({self.draft_title or self.title})"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Set the fixed slug, then validate."""
        self.slug = ENGLISH
        super().full_clean(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, when the agency has English pages."""
        return _served_in_english(super().serve, request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as readers will see it, in its own language."""
        return _in_english(super().serve_preview, request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text, and the pages beneath it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | standing_context(request, self)


def _served_in_english(serve: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    english_or_404(request)
    return _in_english(serve, request, *args, **kwargs)


def _in_english(serve: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """What is served, with every word around it in English."""
    with override("en"):
        answer: HttpResponse = serve(*args, **kwargs).render()
    return answer
