"""Addresses of questions from citizens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
