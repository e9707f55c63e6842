from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "toasoan.questions"
    label = "questions"
    verbose_name = _("Questions from citizens")
    default_auto_field = "django.db.models.BigAutoField"
