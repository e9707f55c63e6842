"""Addresses of the site's counter."""

from django.urls import path

from toasoan.portal.audience import views

urlpatterns = [
    path("so-truy-cap.json", views.visit_numbers, name="visit_numbers"),
]
