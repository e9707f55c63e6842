"""Addresses of questions and answers. What is read comes last: its address takes any words."""

from django.urls import path

from toasoan.portal.questions import asking, following, reading, story_errors
from toasoan.portal.questions.kinds import LETTER_WORDS

urlpatterns = [
    path("hoi-dap/", reading.answers, name="public_answers"),
    path("hoi-dap/tin.xml", reading.feed, name="public_answers_feed"),
    path("hoi-dap/gui/", asking.choose, name="send"),
    path(f"hoi-dap/gui/{LETTER_WORDS}/", asking.letter, name="send_letter"),
    path("hoi-dap/gui/<slug:words>/", asking.ask, name="ask"),
    path("hoi-dap/tra-cuu/", following.follow, name="follow"),
    path("hoi-dap/bao-loi/<int:story_id>/", story_errors.report, name="story_error"),
    path("hoi-dap/<slug:words>/", reading.answer, name="public_answer"),
]
