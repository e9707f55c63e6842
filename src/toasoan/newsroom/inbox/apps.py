from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "toasoan.newsroom.inbox"
    label = "newsroom_inbox"
