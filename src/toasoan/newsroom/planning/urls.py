"""Addresses of the plan; the name of each stands in `newsroom/door.py`."""

from django.urls import path, re_path

from toasoan.newsroom.planning import calendar, event_actions, phone, views

patterns = [
    path("ke-hoach/", calendar.month, name="planning"),
    path("ke-hoach/danh-sach/", calendar.listing, name="planning_list"),
    path("ke-hoach/ban-in/", calendar.printed, name="planning_print"),
    path("ke-hoach/tai-ve/", calendar.export, name="planning_export"),
    path("ke-hoach/them/", views.new, name="planning_new"),
    path("ke-hoach/dien-thoai/", phone.address, name="planning_phone"),
    path("ke-hoach/<int:event_id>/", views.event, name="planning_event"),
    path("ke-hoach/<int:event_id>/sua/", views.edit, name="planning_edit"),
    path("ke-hoach/<int:event_id>/huy/", views.cancel, name="planning_cancel"),
    path("ke-hoach/<int:event_id>/phan-cong/", event_actions.assign_person, name="planning_assign"),
    path(
        "ke-hoach/<int:event_id>/bo-phan-cong/<int:assignment_id>/",
        event_actions.release_person,
        name="planning_release",
    ),
    path("ke-hoach/<int:event_id>/viet/", event_actions.write, name="planning_write"),
    path("ke-hoach/<int:event_id>/chep/", event_actions.copy, name="planning_copy"),
    path("ke-hoach/<int:event_id>/xong/", event_actions.settle, name="planning_settle"),
    path("ke-hoach/<int:event_id>/mo-lai/", event_actions.reopen, name="planning_reopen"),
    # Only what can be a token reaches the database.
    re_path(r"^lich/(?P<token>[A-Za-z0-9_-]{43})\.ics$", phone.feed, name="planning_feed"),
]
