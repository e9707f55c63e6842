from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "toasoan.newsroom.lists"
    label = "newsroom_lists"
