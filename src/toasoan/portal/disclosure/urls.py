"""Addresses of what must be public."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
