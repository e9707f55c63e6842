"""Who else has the story open, and what was saved when: the words of the editor's own line."""

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.editing_sessions import EditingSessionsModule
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.vietnamese.dates import short_datetime


class PresencePlace(Component):  # type: ignore[misc]  # Wagtail ships no types
    """Marks where the session of a new story is put after its first save."""

    template_name = "newsroom/editing/presence_place.html"


class Presence(EditingSessionsModule):  # type: ignore[misc]
    """Wagtail's editing session, with names in words and without its dialog."""

    template_name = "newsroom/editing/presence.html"

    @classmethod
    def of(cls, module: EditingSessionsModule) -> "Presence":
        """The same session with our template."""
        presence = cls.__new__(cls)
        presence.__dict__.update(module.__dict__)
        return presence


def newer_version(latest: Revision | None, reader: User) -> str:
    """Who saved a newer version and when, and what to do."""
    if latest is None or latest.user is None:
        return _("Not saved: a newer version is there. Look at both, then choose.")
    when = short_datetime(latest.created_at)
    if latest.user_id == reader.pk:
        return _(
            "Not saved: you saved a newer version at %(when)s in another window. "
            "Look at both, then choose."
        ) % {"when": when}
    return _("Not saved: %(who)s saved a newer version at %(when)s. Look at both, then choose.") % {
        "who": latest.user,
        "when": when,
    }
