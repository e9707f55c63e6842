"""Addresses of the search page."""

from django.urls import path

from toasoan.portal.search import views

urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("tim-kiem/opensearch.xml", views.description, name="search_description"),
]
