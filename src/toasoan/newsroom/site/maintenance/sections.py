"""What the webmaster's desk says when the last backup failed."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.site_settings.backups import last_backup, last_good_backup
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day


@page_section("inbox", order=5)
def failed_backup(request: HttpRequest, _subject: None) -> str:
    """When the last backup failed and the last good one was made; why, the command says.

    The reason may name files of another agency. Empty for who does not keep the site.
    """
    if duties_of(user_of(request), local_day(timezone.now())).isdisjoint(ADMINISTRATION):
        return ""
    last = last_backup()
    if last is None or not last.failure:
        return ""
    context = {"failed": last, "good": last_good_backup()}
    return render_to_string("newsroom/site/maintenance/failed_backup.html", context, request)
