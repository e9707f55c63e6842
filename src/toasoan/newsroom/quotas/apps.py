from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "toasoan.newsroom.quotas"
    label = "newsroom_quotas"
