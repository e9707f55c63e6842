"""How the site names a week."""

import datetime as dt

from django.utils.translation import gettext as _

from toasoan.vietnamese.dates import short_date

_FRIDAY = dt.timedelta(days=4)


def week_in_words(monday: dt.date) -> str:
    """The working days of a week: "From 11/11/2024 to 15/11/2024"."""
    days = {"first": short_date(monday), "last": short_date(monday + _FRIDAY)}
    return _("From %(first)s to %(last)s") % days
