"""Addresses of a story's own screens and of the API."""

from django.urls import path

from toasoan.newsroom.story import api, editions, steps, views

patterns = [
    path("tin/<int:story_id>/", views.story, name="story"),
    path("tin/<int:story_id>/doc/", views.reading, name="reading"),
    path("tin/<int:story_id>/lich-su/", views.versions, name="versions"),
    path("tin/<int:story_id>/y-kien/", views.write_remark, name="write_remark"),
    path("tin/<int:story_id>/y-kien/<int:remark_id>/", views.turn_remark, name="turn_remark"),
    path("tin/<int:story_id>/buoc/<slug:name>/", steps.step, name="step"),
    path("tin/<int:story_id>/ban-goc/<int:submission_id>/", steps.submission, name="submission"),
    path("tin/<int:story_id>/lan-dang/", editions.editions, name="editions"),
    path("api/tin/<int:story_id>/", api.story, name="api_story"),
    path("api/tin/<int:story_id>/buoc/<slug:name>/", api.step, name="api_step"),
]
