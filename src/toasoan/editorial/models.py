"""How far each story has come, kept apart from its text (decision 0004)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.transitions import Status


class Progress(models.Model):
    """A story's place on its way. Only `editorial.actions` writes here."""

    story = models.OneToOneField(
        "stories.Story", on_delete=models.PROTECT, primary_key=True, related_name="progress"
    )
    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    status_since = models.DateTimeField(_("since"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    last_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    last_changed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    vetted_revision_id = models.BigIntegerField(null=True)
    approved_revision_id = models.BigIntegerField(null=True)
    publish_at = models.DateTimeField(_("to be published at"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    #: Who published under a reason, as long as nobody else has confirmed it.
    forced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        default_permissions = ()
        indexes = [
            models.Index(fields=["agency", "status", "status_since"], name="progress_desk"),
            models.Index(fields=["unit", "status", "status_since"], name="progress_unit"),
            models.Index(
                fields=["publish_at"],
                condition=models.Q(status="approved"),
                name="progress_due",
            ),
            models.Index(
                fields=["agency"],
                condition=models.Q(forced_by__isnull=False),
                name="progress_owing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.status}"


class ReasonUse(models.TextChoices):
    RETURN = "return", _("returning")
    REJECT = "reject", _("not using")


class Reason(models.Model):
    """A reason for a return or a refusal, with the days on which it may be chosen."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("reason"), max_length=120)
    use = models.CharField(_("used for"), max_length=10, choices=ReasonUse)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["use", "order"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code", "use"], name="reason_is_unique")
        ]

    def __str__(self) -> str:
        return self.label
