from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "toasoan.newsroom.figures"
    label = "newsroom_figures"
