from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "toasoan.questions"
    label = "questions"
    verbose_name = _("Questions from citizens")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the database keep the history; register first data, search kind and clean-up."""
        from toasoan.ledger.triggers import keep
        from toasoan.questions.first_registers import enter_first_registers
        from toasoan.questions.forgetting import register_rules
        from toasoan.questions.receivers import listen
        from toasoan.questions.search import register_kind
        from toasoan.questions.sender_letters import register
        from toasoan.units.first_data import register_first_data

        keep("questions_questionentry", "question_history")
        keep("questions_publictext", "public_answer_text", rows="OLD.edition IS NOT NULL")
        register_kind()
        register()
        register_first_data("questions", enter_first_registers)
        register_rules()
        listen()
