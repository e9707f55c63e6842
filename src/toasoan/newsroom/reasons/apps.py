from django.apps import AppConfig


class ReasonsConfig(AppConfig):
    name = "toasoan.newsroom.reasons"
    label = "newsroom_reasons"
