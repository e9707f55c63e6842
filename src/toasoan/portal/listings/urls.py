"""Addresses of lists of stories."""

from django.urls import path

from toasoan.portal.listings import topic_views, views

urlpatterns = [
    path("tu-khoa/<slug:slug>/", views.tag, name="tag"),
    path("chuyen-de/", topic_views.topics, name="topics"),
    path("chuyen-de/<slug:slug>/", topic_views.topic, name="topic"),
    path("tac-gia/<slug:address>/", topic_views.author, name="author"),
    path("thu-vien-anh/", topic_views.galleries, name="galleries"),
    path("video/", topic_views.videos, name="videos"),
]
#: Any one word may be a section: these come after every other address.
last = [path("<slug:section>/", views.section, name="section")]
