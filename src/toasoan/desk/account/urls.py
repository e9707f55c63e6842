"""Addresses of signing in and of one's own account."""

from django.urls import path

from toasoan.desk.account import links

patterns = [
    path("loi-moi/<str:uidb64>/<str:token>/", links.invitation, name="invitation"),
]
