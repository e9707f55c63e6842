from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "toasoan.newsroom.editing"
    label = "newsroom_editing"

    def ready(self) -> None:
        """Tell Wagtail who may do what to a story, before it asks."""
        from wagtail.permissions import register_permission_policy

        from toasoan.newsroom.editing.policies import StoryPolicy
        from toasoan.stories.models import Story

        register_permission_policy(Story, StoryPolicy(Story))
