"""Addresses of ratings, satisfaction and polls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
