"""Addresses of official documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
