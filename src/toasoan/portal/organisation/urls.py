"""Addresses of the pages about the agency, and of its colours."""

from django.urls import path

from toasoan.portal.organisation import unit_page, views

urlpatterns = [
    path("don-vi/<slug:code>/", unit_page.unit, name="unit"),
    path("to-chuc/", views.organisation, name="organisation"),
    path("lien-he/", views.contacts, name="contacts"),
    path("so-do-trang/", views.site_map, name="site_map"),
    path("giao-dien/<slug:name>.css", views.colours, name="colours"),
]
