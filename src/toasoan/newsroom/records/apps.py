from django.apps import AppConfig


class RecordScreensConfig(AppConfig):
    name = "toasoan.newsroom.records"
    label = "newsroom_records"
