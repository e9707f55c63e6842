from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "toasoan.newsroom.account"
    label = "newsroom_account"
