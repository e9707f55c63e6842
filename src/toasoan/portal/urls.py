"""Addresses of the public site; Wagtail's structural pages come after them (conf.urls)."""

from django.urls import path

from toasoan.portal import views

app_name = "portal"
urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<slug:words>", views.story, name="story"),
]
