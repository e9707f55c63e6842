"""Addresses of ratings, opinions of pages and polls."""

from django.urls import path

from toasoan.portal.opinions import poll_views, rating_views, satisfaction_views

urlpatterns = [
    path("danh-gia/<int:story_id>/", rating_views.rate, name="rate_story"),
    path("danh-gia/<int:story_id>/cam-on/", rating_views.thanks, name="rating_thanks"),
    path("y-kien-ve-trang/", satisfaction_views.judge, name="judge_page"),
    path("y-kien-ve-trang/cam-on/", satisfaction_views.thanks, name="judged_page"),
    path("tham-do/", poll_views.polls, name="polls"),
    path("tham-do/<slug:words>/", poll_views.poll, name="poll"),
    path("tham-do/<slug:words>/binh-chon/", poll_views.vote, name="poll_vote"),
    path("tham-do/<slug:words>/da-binh-chon/", poll_views.voted, name="poll_voted"),
]
