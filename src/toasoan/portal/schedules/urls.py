"""Addresses of work schedules."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
