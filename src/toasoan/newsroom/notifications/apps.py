from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "toasoan.newsroom.notifications"
    label = "newsroom_notifications"
