"""Addresses of the public site; Wagtail's structural pages come after them (conf.urls)."""

from django.urls import include, path

from toasoan.portal.api.urls import urlpatterns as api
from toasoan.portal.events.urls import urlpatterns as events
from toasoan.portal.feeds.urls import urlpatterns as feeds
from toasoan.portal.listings.urls import last as sections
from toasoan.portal.listings.urls import urlpatterns as listings
from toasoan.portal.organisation.urls import urlpatterns as organisation
from toasoan.portal.search.urls import urlpatterns as search
from toasoan.portal.story.urls import urlpatterns as story

app_name = "portal"
#: A section may have any one word for its address: sections and stories come last.
urlpatterns = [
    path("", include(part))
    for part in (search, listings, organisation, events, api, feeds, sections, story)
]
