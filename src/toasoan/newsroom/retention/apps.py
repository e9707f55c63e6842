from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "toasoan.newsroom.retention"
    label = "newsroom_retention"
