from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "toasoan.newsroom.placements"
    label = "newsroom_placements"
