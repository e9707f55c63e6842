"""Addresses for the installations of partners; the version is part of the address."""

from django.urls import path

from toasoan.exchange import views

app_name = "exchange"
urlpatterns = [
    path("tin", views.stories, name="stories"),
    path("tra-loi", views.replies, name="replies"),
]
