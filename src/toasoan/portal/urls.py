"""Addresses of the public site; Wagtail's structural pages come after them (conf.urls)."""

from django.urls import include, path

from toasoan.portal.api.urls import urlpatterns as api
from toasoan.portal.audience.urls import urlpatterns as audience
from toasoan.portal.disclosure.urls import urlpatterns as disclosure
from toasoan.portal.events.urls import urlpatterns as events
from toasoan.portal.feeds.urls import urlpatterns as feeds
from toasoan.portal.listings.urls import last as sections
from toasoan.portal.listings.urls import urlpatterns as listings
from toasoan.portal.opinions.urls import urlpatterns as opinions
from toasoan.portal.organisation.urls import urlpatterns as organisation
from toasoan.portal.questions.urls import urlpatterns as questions
from toasoan.portal.records.urls import urlpatterns as records
from toasoan.portal.schedules.urls import urlpatterns as schedules
from toasoan.portal.search.urls import urlpatterns as search
from toasoan.portal.site_files.urls import urlpatterns as site_files
from toasoan.portal.story.urls import last as stories_written_otherwise
from toasoan.portal.story.urls import urlpatterns as story

app_name = "portal"
#: Stories come first, for they are asked for most and nothing else consists of two words without
#: a slash at the end. A section may have any one word for its address: sections come last.
urlpatterns = [
    path("", include(part))
    for part in (
        *(story, search, listings, organisation, events, api, feeds, site_files),
        *(records, schedules, opinions, questions, disclosure, audience),
        *(sections, stories_written_otherwise),
    )
]
