"""How the screens of people and units say things."""

from django.utils.translation import gettext_lazy as _

from toasoan.units.models import BoardKind, SuccessionKind

#: Kind of succession → what it means, for whoever chooses.
SUCCESSION_HELP = {
    SuccessionKind.MERGED: _("Two or more units become one."),
    SuccessionKind.SPLIT: _("One unit becomes two or more."),
    SuccessionKind.RENAMED: _("One unit goes on under a new name."),
    SuccessionKind.CLOSED: _("The unit ends and nobody carries it on."),
}

#: Kinds of boards that the agency itself has; a unit's team is founded with its unit.
AGENCY_BOARDS = (
    BoardKind.STEERING,
    BoardKind.CONTENT,
    BoardKind.OUTREACH,
    BoardKind.TECHNICAL,
    BoardKind.OFFICE,
)
