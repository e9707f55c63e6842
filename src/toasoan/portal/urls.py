"""Addresses of the public site; Wagtail's structural pages come after them (conf.urls)."""

from django.urls import include, path

from toasoan.portal import views
from toasoan.portal.events.urls import urlpatterns as events
from toasoan.portal.machines.urls import urlpatterns as machines

app_name = "portal"
urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("tu-khoa/<slug:slug>/", views.tag, name="tag"),
    path("don-vi/<slug:code>/", views.unit, name="unit"),
    path("robots.txt", views.robots, name="robots"),
    path("", include(events)),
    path("", include(machines)),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<slug:words>", views.story, name="story"),
]
