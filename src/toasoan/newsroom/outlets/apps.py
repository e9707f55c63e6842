from django.apps import AppConfig


class OutletScreensConfig(AppConfig):
    name = "toasoan.newsroom.outlets"
    label = "newsroom_outlets"
