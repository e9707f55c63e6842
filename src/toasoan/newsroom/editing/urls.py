"""Addresses where a story begins."""

from django.urls import path

from toasoan.newsroom.editing import beginning

patterns = [
    path("viet-tin/", beginning.write, name="write"),
    path("gui-word/", beginning.send_word, name="send_word"),
]
