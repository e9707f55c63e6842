from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "toasoan.newsroom.opinions"
    label = "newsroom_opinions"
