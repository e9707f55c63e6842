"""The newsroom: our screens first, then Wagtail's shell behind the access table."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from toasoan.newsroom.account import urls as account
from toasoan.newsroom.editing import urls as editing
from toasoan.newsroom.figures import urls as figures
from toasoan.newsroom.help import urls as guides
from toasoan.newsroom.inbox import urls as inbox
from toasoan.newsroom.lists import urls as lists
from toasoan.newsroom.notifications import urls as notifications
from toasoan.newsroom.people import urls as people
from toasoan.newsroom.planning import urls as planning
from toasoan.newsroom.reasons import urls as reasons
from toasoan.newsroom.site.appearance import urls as appearance
from toasoan.newsroom.site.events import urls as events
from toasoan.newsroom.site.maintenance import urls as maintenance
from toasoan.newsroom.site.sections import urls as sections
from toasoan.newsroom.site.topics import urls as topics
from toasoan.newsroom.story import urls as story

_ours = (
    [
        *inbox.patterns,
        *lists.patterns,
        *planning.patterns,
        *editing.patterns,
        *guides.patterns,
        *figures.patterns,
        *story.patterns,
        *account.patterns,
        *reasons.patterns,
        *notifications.patterns,
        *people.patterns,
        *maintenance.patterns,
        *sections.patterns,
        *events.patterns,
        *topics.patterns,
        *appearance.patterns,
    ],
    "newsroom",
)

urlpatterns = [
    path("", include(_ours)),
    path("", include(wagtailadmin_urls)),
]
