"""Addresses of the interface of published stories."""

from django.urls import path, re_path

from toasoan.portal.api import views

#: A story's number, written in one way only; no story has more digits.
_ID = r"(?P<story_id>[1-9][0-9]{0,17})"

urlpatterns = [
    path("api/v1/", views.about, name="api"),
    path("api/v1/openapi.json", views.description, name="api_description"),
    path("api/v1/stories", views.stories, name="api_stories"),
    re_path(rf"^api/v1/stories/{_ID}$", views.story, name="api_story"),
    re_path(rf"^api/v1/stories/{_ID}/ninjs$", views.story_ninjs, name="api_ninjs"),
    path("api/v1/sections", views.sections, name="api_sections"),
    path("api/v1/units", views.units, name="api_units"),
    path("api/v1/<path:rest>", views.nothing, name="api_nothing"),
]
