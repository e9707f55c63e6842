"""Addresses of the notices' screens."""

from django.urls import path

from toasoan.newsroom.notifications import administration, views

patterns = [
    path("thong-bao/", views.notice_list, name="notices"),
    path("thong-bao/<int:notice_id>/mo/", views.open_notice, name="notice_open"),
    path("thong-bao/da-doc/", views.read_all, name="notices_read"),
    path("thong-bao/tin/<int:story_id>/da-doc/", views.read_story, name="notices_story_read"),
    path("thong-bao/cach-nhan/", views.choices, name="notice_choices"),
    path("tin/<int:story_id>/thong-bao/", views.of_story, name="story_notices"),
    path("thong-bao/nhat-ky/", administration.notice_log, name="notice_log"),
    path("thoi-han/", administration.limits, name="limits"),
    path("thoi-han/gio-lam-viec/", administration.hours, name="office_hours"),
    path("thoi-han/ngay-nghi/", administration.holidays, name="holidays"),
    path("thoi-han/ngay-nghi/them/", administration.holiday_add, name="holiday_add"),
    path("thoi-han/ngay-nghi/<int:holiday_id>/", administration.holiday_edit, name="holiday_edit"),
    path(
        "thoi-han/ngay-nghi/<int:holiday_id>/bo/",
        administration.holiday_remove,
        name="holiday_remove",
    ),
]
