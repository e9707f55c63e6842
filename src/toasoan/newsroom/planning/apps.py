from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "toasoan.newsroom.planning"
    label = "newsroom_planning"
