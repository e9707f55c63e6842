"""Addresses of questions and answers. What is read comes last: its address takes any words."""

from django.urls import path

from toasoan.portal.questions import reading

urlpatterns = [
    path("hoi-dap/", reading.answers, name="public_answers"),
    path("hoi-dap/tin.xml", reading.feed, name="public_answers_feed"),
    path("hoi-dap/<slug:words>/", reading.answer, name="public_answer"),
]
