"""Addresses of reasons, returns, editions and the API."""

from django.urls import path

from toasoan.newsroom.flow import api, views

urlpatterns = [
    path("ly-do/", views.reasons, name="reasons"),
    path("ly-do/<int:reason_id>/ngung/", views.end, name="reason_end"),
    path("tra-lai/", views.returns_table, name="returns"),
    path("tra-lai/tai-ve/", views.returns_export, name="returns_export"),
    path("tra-lai/<slug:deed>/", views.returns_stories, name="returns_stories"),
    path("tin/<int:story_id>/lan-dang/", views.editions, name="editions"),
    path("api/tin/<int:story_id>/", api.story, name="api_story"),
    path("api/tin/<int:story_id>/buoc/<slug:name>/", api.step, name="api_step"),
]
