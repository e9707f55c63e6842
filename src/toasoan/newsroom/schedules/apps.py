from django.apps import AppConfig


class SchedulesConfig(AppConfig):
    name = "toasoan.newsroom.schedules"
    label = "newsroom_schedules"
