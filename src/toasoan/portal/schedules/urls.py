"""Addresses of work schedules."""

from django.urls import path

from toasoan.portal.schedules import views

urlpatterns = [
    path("lich-lam-viec/", views.this_week, name="schedules"),
    path("lich-lam-viec/lich.ics", views.calendar, name="schedules_calendar"),
    path("lich-lam-viec/luu-tru/", views.archive, name="schedules_archive"),
    path("lich-lam-viec/<slug:day>/", views.week, name="schedule_week"),
    path("lich-lam-viec/<slug:day>/tep/", views.whole_file, name="schedule_file"),
    path("lich-lam-viec/<slug:day>/in.<slug:form>", views.sheet, name="schedule_sheet"),
]
