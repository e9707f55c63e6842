"""Addresses of the agency's events."""

from django.urls import path

from toasoan.portal.events import views

urlpatterns = [
    path("su-kien/", views.events, name="events"),
    path("su-kien/lich.ics", views.calendar, name="events_calendar"),
    path("su-kien/<slug:words>.ics", views.event_calendar, name="event_calendar"),
    path("su-kien/<slug:words>/", views.event, name="event"),
]
