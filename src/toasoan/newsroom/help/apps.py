from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "toasoan.newsroom.help"
    label = "newsroom_help"
