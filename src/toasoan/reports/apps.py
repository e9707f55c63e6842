from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "toasoan.reports"
    label = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A closed report and the files of one never change (decision 0046)."""
        from toasoan.ledger import triggers

        triggers.keep("reports_report", "closed_report", rows="OLD.state = 'closed'")
        triggers.keep("reports_reportfile", "report_file")
