"""Addresses of lists of stories."""

from django.urls import path, re_path

from toasoan.portal.listings import archive_views, topic_views, views

urlpatterns = [
    path("tu-khoa/<slug:slug>/", views.tag, name="tag"),
    path("chuyen-de/", topic_views.topics, name="topics"),
    path("chuyen-de/<slug:slug>/", topic_views.topic, name="topic"),
    path("tac-gia/<slug:address>/", topic_views.author, name="author"),
    path("thu-vien-anh/", topic_views.galleries, name="galleries"),
    path("video/", topic_views.videos, name="videos"),
    path("luu-tru/", archive_views.archive, name="archive"),
    re_path(
        r"^luu-tru/(?P<year>[0-9]{4})/(?P<number>[0-9]{2})/$",
        archive_views.archive_month,
        name="archive_month",
    ),
]
#: Any one word may be a section: these come after every other address.
last = [path("<slug:section>/", views.section, name="section")]
