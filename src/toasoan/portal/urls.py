"""Addresses of the public site; Wagtail's structural pages come after them (conf.urls)."""

from django.urls import include, path

from toasoan.portal import views
from toasoan.portal.events.urls import urlpatterns as events
from toasoan.portal.finding.views import description, search
from toasoan.portal.gathered import views as gathered
from toasoan.portal.machines.urls import urlpatterns as machines
from toasoan.portal.office import views as office
from toasoan.portal.story_page import views as story_page

app_name = "portal"
urlpatterns = [
    path("tim-kiem/", search, name="search"),
    path("tim-kiem/opensearch.xml", description, name="search_description"),
    path("tu-khoa/<slug:slug>/", views.tag, name="tag"),
    path("chuyen-de/", gathered.topics, name="topics"),
    path("chuyen-de/<slug:slug>/", gathered.topic, name="topic"),
    path("tac-gia/<slug:address>/", gathered.author, name="author"),
    path("thu-vien-anh/", gathered.galleries, name="galleries"),
    path("video/", gathered.videos, name="videos"),
    path("qr/<int:story_id>.svg", story_page.code, name="story_code"),
    path("don-vi/<slug:code>/", views.unit, name="unit"),
    path("to-chuc/", office.organisation, name="organisation"),
    path("lien-he/", office.contacts, name="contacts"),
    path("so-do-trang/", office.site_map, name="site_map"),
    path("giao-dien/<slug:name>.css", office.colours, name="colours"),
    path("robots.txt", views.robots, name="robots"),
    path("", include(events)),
    path("", include(machines)),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<slug:words>", story_page.story, name="story"),
]
