"""The pages that every site has besides stories, with their titles and addresses."""

from django.urls import reverse
from django.utils.translation import gettext as _


def organisation_links() -> list[tuple[str, str]]:
    """The pages about the agency that every site has."""
    return [
        (_("Organisation"), reverse("portal:organisation")),
        (_("Contacts"), reverse("portal:contacts")),
        (_("Site map"), reverse("portal:site_map")),
    ]


def listing_links() -> list[tuple[str, str]]:
    """The pages on which stories and events are gathered by something else than a section."""
    return [
        (_("Topics"), reverse("portal:topics")),
        (_("Photo library"), reverse("portal:galleries")),
        (_("Videos"), reverse("portal:videos")),
        (_("Events"), reverse("portal:events")),
        (_("Archive by month"), reverse("portal:archive")),
    ]
