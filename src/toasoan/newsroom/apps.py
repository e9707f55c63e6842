from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "toasoan.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell Wagtail who may do what to a story, before it asks; name its nameless fields."""
        from wagtail.permissions import register_permission_policy

        from toasoan.newsroom.link_labels import name_link_fields
        from toasoan.newsroom.policies import StoryPolicy
        from toasoan.stories.models import Story

        register_permission_policy(Story, StoryPolicy(Story))
        name_link_fields()
