from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "toasoan.newsroom.story"
    label = "newsroom_story"
