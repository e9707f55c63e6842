"""Addresses of the screens of public events."""

from django.urls import path

from toasoan.newsroom.site.events import views

patterns = [
    path("su-kien/", views.events, name="events"),
    path("su-kien/them/", views.add, name="event_add"),
    path("su-kien/<int:event_id>/", views.edit, name="event"),
    path("su-kien/<int:event_id>/huy/", views.cancel, name="event_cancel"),
    path("su-kien/<int:event_id>/dien-ra/", views.reinstate, name="event_reinstate"),
    path("su-kien/<int:event_id>/xoa/", views.remove, name="event_remove"),
]
