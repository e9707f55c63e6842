"""Addresses of stories."""

from django.urls import path

from toasoan.portal.story import views

urlpatterns = [
    path("qr/<int:story_id>.svg", views.code, name="story_code"),
    path("<slug:section>/<slug:words>", views.story, name="story"),
]
