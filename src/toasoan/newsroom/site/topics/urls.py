"""Addresses of the topics' screens."""

from django.urls import path

from toasoan.newsroom.site.topics import views

patterns = [
    path("chuyen-de/", views.topics, name="topics"),
    path("chuyen-de/them/", views.add, name="topic_add"),
    path("chuyen-de/<int:topic_id>/", views.edit, name="topic"),
]
