"""Addresses of what must be public."""

from django.urls import URLPattern, path

from toasoan.portal.disclosure import views

urlpatterns: list[URLPattern] = [
    path("cong-khai-thong-tin/", views.public_information, name="disclosure"),
    path("cong-khai-thong-tin/danh-muc.csv", views.as_csv, name="disclosure_csv"),
    path("cong-khai-thong-tin/danh-muc.xlsx", views.as_workbook, name="disclosure_workbook"),
]
