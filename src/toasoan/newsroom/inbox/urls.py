"""The address of the inbox."""

from django.urls import path

from toasoan.newsroom.inbox import views

patterns = [path("", views.home, name="home")]
