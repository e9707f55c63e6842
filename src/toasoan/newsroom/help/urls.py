"""Addresses of the guides."""

from django.urls import path

from toasoan.newsroom.help import views

patterns = [
    path("huong-dan/", views.overview, name="guide"),
    path("huong-dan/<slug:slug>/", views.page, name="guide_page"),
    path("huong-dan/anh/<str:name>", views.show_picture, name="guide_picture"),
]
