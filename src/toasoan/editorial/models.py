"""How far each story has come, kept apart from its text (decision 0004)."""

import datetime as dt
from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.transitions import Correction, Status, Step
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.shortening import shortened


class Progress(models.Model):
    """A story's place on its way. Only `editorial.actions` writes here."""

    story = models.OneToOneField(
        "stories.Story", on_delete=models.PROTECT, primary_key=True, related_name="progress"
    )
    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    #: The story's author, beside the status so that one index finds a person's own drafts.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
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
    #: Nobody publishes before this hour, except urgently and by name (decision 0014).
    embargo_until = models.DateTimeField(_("embargo until"), null=True)
    #: The clock takes the story down at this hour.
    expires_at = models.DateTimeField(_("to be taken down at"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    #: Who published under a reason, as long as nobody else has confirmed it.
    forced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: What the clock could not do, as long as it could not, and why in words for people.
    failed_step = models.CharField(
        max_length=30,
        blank=True,
        choices=[(step.value, step.label) for step in (Step.PUBLISH, Step.EXPIRE)],
    )
    failed_since = models.DateTimeField(_("failing since"), null=True)
    failure = models.TextField(_("why it failed"), blank=True)
    #: The next edition on its way, beside the status (decision 0013).
    correction = models.CharField(
        _("correction"), max_length=10, blank=True, choices=Correction, default=Correction.NONE
    )
    correction_since = models.DateTimeField(null=True)
    correction_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The public note as proposed: `wrong`, `right`, `note`.
    correction_note = models.JSONField(default=dict, blank=True)
    #: The ledger entry of the return with which the story came back, until it moves on.
    return_entry_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        default_permissions = ()
        indexes = [
            models.Index(fields=["agency", "status", "status_since"], name="progress_desk"),
            models.Index(fields=["unit", "status", "status_since"], name="progress_unit"),
            models.Index(fields=["author", "status", "status_since"], name="progress_author"),
            # Lists of everything go by the story's number, newest first: numbers do not
            # change, so paging skips and repeats nothing (docs/decisions/0015).
            models.Index(fields=["agency", "status", "-story"], name="progress_status_list"),
            models.Index(fields=["unit", "-story"], name="progress_unit_list"),
            models.Index(fields=["author", "-story"], name="progress_author_list"),
            models.Index(
                fields=["agency", "-status_since", "-story"], name="progress_agency_recent"
            ),
            models.Index(fields=["unit", "-status_since", "-story"], name="progress_unit_recent"),
            models.Index(
                fields=["publish_at"],
                condition=models.Q(status="approved"),
                name="progress_due",
            ),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(status="published", expires_at__isnull=False),
                name="progress_expiring",
            ),
            models.Index(
                fields=["agency", "correction"],
                condition=models.Q(correction_since__isnull=False),
                name="progress_correcting",
            ),
            models.Index(
                fields=["agency"],
                condition=models.Q(failed_since__isnull=False),
                name="progress_failed",
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
    """A reason for a return or a refusal, with the days on which it may be chosen.

    Counted by its code, so a row is never renamed or deleted: a new wording is a new row.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("reason"), max_length=120)
    use = models.CharField(_("used for"), max_length=10, choices=ReasonUse)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["use", "order"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code", "use"], name="reason_is_unique"),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="reason_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class KeptQuerySet(models.QuerySet["Remark"]):
    """Rows that nobody deletes."""

    def delete(self) -> NoReturn:
        """Refused: remarks are kept for ever (decision 0016)."""
        raise TypeError("remarks are kept for ever")


class Remark(models.Model):
    """An internal note on a story. Its words never change; only `is_open` does.

    The turns beneath it say who closed it and who opened it again (decision 0016).
    """

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("written at"))
    revision_id = models.BigIntegerField(_("revision"), null=True)
    text = models.TextField(_("remark"), max_length=2000)
    quote = models.TextField(_("quoted passage"), max_length=500, blank=True)
    is_open = models.BooleanField(_("open"), default=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        default_permissions = ()
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["story", "is_open"], name="remark_story"),
            models.Index(fields=["author", "made_at"], name="remark_author"),
        ]

    def __str__(self) -> str:
        return shortened(self.text, 60)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: remarks are kept for ever (decision 0016)."""
        raise TypeError("remarks are kept for ever")


class RemarkTurn(models.Model):
    """One closing (answered or waived) or re-opening of a remark; appended, never changed."""

    class Kind(models.TextChoices):
        RESOLVED = "resolved", _("dealt with")
        WAIVED = "waived", _("waived")
        REOPENED = "reopened", _("opened again")

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=10, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(_("happened at"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("turn of a remark")
        verbose_name_plural = _("turns of remarks")
        default_permissions = ()
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.remark_id}: {self.kind}"


class PreviewLink(models.Model):
    """A link by which somebody without an account reads a story that is not published.

    Written by `editorial.preview_links` only. `key` is the SHA-256 of the word in its address.
    """

    story = models.ForeignKey(
        "stories.Story", on_delete=models.PROTECT, related_name="preview_links"
    )
    for_whom = models.CharField(_("for whom"), max_length=120)
    key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(_("open until"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.for_whom}"

    @property
    def last_day(self) -> dt.date:
        """The last day in Việt Nam on which it is open."""
        return local_day(self.ends_at - dt.timedelta(seconds=1))

    def is_open_at(self, now: dt.datetime) -> bool:
        """Whether it still leads to the story."""
        return self.ended_at is None and now < self.ends_at
