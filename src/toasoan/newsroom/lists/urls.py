"""Addresses of the desk and its lists."""

from django.urls import path

from toasoan.newsroom.lists import bulk_views, views

patterns = [
    path("tin-cua-toi/", views.my_stories, name="my_stories"),
    path("tin-cua-toi/tai-ve/", views.my_stories_file, name="my_stories_file"),
    path("kho-tin/", views.archive, name="archive"),
    path("kho-tin/tai-ve/", views.archive_file, name="archive_file"),
    path("nhieu-tin/", bulk_views.choose, name="bulk"),
    path("nhieu-tin/<slug:name>/", bulk_views.step, name="bulk_step"),
]
