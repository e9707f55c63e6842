"""Addresses of the sections' screens."""

from django.urls import path

from toasoan.newsroom.site.sections import views

patterns = [
    path("chuyen-muc/", views.sections, name="sections"),
    path("chuyen-muc/them/", views.add, name="section_add"),
    path("chuyen-muc/<int:section_id>/", views.edit, name="section"),
    path("chuyen-muc/<int:section_id>/thu-tu/", views.move, name="section_move"),
]
