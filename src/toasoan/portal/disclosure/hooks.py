"""What the list of public information adds to other pages of the site."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from toasoan.units.models import Agency


@hooks.register("toasoan_site_map")  # type: ignore[untyped-decorator]  # Wagtail ships no types
def site_map_links(_request: HttpRequest, _agency: Agency) -> tuple[str, list[tuple[str, str]]]:
    """The list stands in the site map as a group of its own."""
    title = _("What is public")
    return title, [(_("List of information that must be public"), reverse("portal:disclosure"))]
