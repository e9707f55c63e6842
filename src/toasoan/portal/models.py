"""Structural pages: the home page and standing texts. Stories are not pages (decision 0002)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):  # type: ignore[misc]  # Wagtail ships no types
    """The front of the site; what it shows comes from live stories."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.StandingPage"]
    max_count_per_parent = 8
    # No schedule for pages: its fields start with inline scripts, which our policy forbids.
    settings_panels: list[Any] = []
    template = "portal/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The blocks of the home page."""
        from toasoan.portal.queries import home_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | home_context(request)


class StandingPage(Page):  # type: ignore[misc]  # Wagtail ships no types
    """A text that stands for a long time: introduction, contacts, rules of use."""

    text = RichTextField(_("text"), blank=True, features=["h2", "h3", "bold", "link", "ul", "ol"])
    content_panels = [*Page.content_panels, FieldPanel("text")]
    settings_panels: list[Any] = []
    parent_page_types = ["portal.HomePage", "portal.StandingPage"]
    template = "portal/standing_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The text and what stands around every page."""
        from toasoan.portal.marking import keep
        from toasoan.portal.queries import agency_for, frame

        keep(request)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | frame(request, agency_for(request))

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
