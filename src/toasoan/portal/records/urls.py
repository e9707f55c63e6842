"""Addresses of official documents."""

from django.urls import path

from toasoan.portal.records import views

urlpatterns = [
    path("van-ban/", views.register, name="documents"),
    path("van-ban/du-thao/", views.drafts_for_comment, name="document_drafts"),
    path("van-ban/tep/<int:file_id>/<str:name>", views.file, name="document_file"),
    path("van-ban/<slug:words>/", views.document, name="document"),
]
