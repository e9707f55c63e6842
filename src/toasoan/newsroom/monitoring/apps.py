from django.apps import AppConfig


class MonitoringScreensConfig(AppConfig):
    name = "toasoan.newsroom.monitoring"
    label = "newsroom_monitoring"
