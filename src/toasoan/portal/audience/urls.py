"""Addresses of how much the site is used."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
