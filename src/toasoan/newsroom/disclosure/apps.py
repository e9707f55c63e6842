from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "toasoan.newsroom.disclosure"
    label = "newsroom_disclosure"
