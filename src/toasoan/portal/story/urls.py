"""Addresses of stories."""

from django.urls import path, re_path

from toasoan.portal.frame.agency_picture import agency_picture
from toasoan.portal.story import views

urlpatterns = [
    path("anh-co-quan/<slug:version>.jpg", agency_picture, name="agency_picture"),
    path("qr/<int:story_id>.svg", views.code, name="story_code"),
    path("<slug:section>/<slug:words>", views.story, name="story"),
]
#: After every other address that has a slash at its end.
last = [
    re_path(
        r"^(?P<section>[^/]+)/(?P<words>[^/]*-[0-9]{1,18})/?$",
        views.written_otherwise,
        name="story_written_otherwise",
    )
]
