"""Addresses of the maintenance screens."""

from django.urls import path

from toasoan.newsroom.site.maintenance import views

patterns = [
    path("bao-tri/", views.overview, name="maintenance"),
    path("bao-tri/<int:maintenance_id>/huy/", views.call_off, name="maintenance_call_off"),
]
