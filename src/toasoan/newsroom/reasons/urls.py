"""Addresses of the reasons."""

from django.urls import path

from toasoan.newsroom.reasons import views

patterns = [
    path("ly-do/", views.reasons, name="reasons"),
    path("ly-do/<int:reason_id>/ngung/", views.end, name="reason_end"),
]
