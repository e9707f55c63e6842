from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "toasoan.newsroom.reports"
    label = "newsroom_reports"
