from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "toasoan.newsroom.audience"
    label = "newsroom_audience"
