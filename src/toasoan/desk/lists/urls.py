"""Addresses of the desk and its lists."""

from django.urls import path

from toasoan.desk.lists import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tin-cua-toi/", views.my_stories, name="my_stories"),
    path("kho-tin/", views.archive, name="archive"),
]
