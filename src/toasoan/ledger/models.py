"""The append-only memory from which everything counted is counted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Entries written once in a story's life, from which "received" and "published" are counted.
#: The moves themselves may happen again: a story that is returned and cleared a second time
#: was still received once (decision 0006).
RECEIVED = "story.received"
PUBLISHED = "story.published"
MILESTONES = (RECEIVED, PUBLISHED)
DISPATCHED = "outlet.dispatch"
PLACED = "outlet.place"
CLIPPED = "outlet.clip"
#: An outlet said what it does with a story; `detail["answer"]` is one of `outlets.models.Answer`.
ANSWERED = "outlet.answer"
#: A placement or clipping was entered by mistake. The entry has the moment, unit and outlet of
#: the one that it cancels and names the same placement or clipping in `detail`: a figure is the
#: number of the first kind less the number of the second.
UNPLACED = "outlet.unplace"
UNCLIPPED = "outlet.unclip"


class LedgerEntry(models.Model):
    """One dated line of what happened; the database refuses to change or delete it.

    `happened_at` is when it happened in the office, `recorded_at` when it was written down:
    a placement of 30/6 that is typed in on 02/7 belongs to the first half-year.
    Stories and revisions stand above this room, so they are kept as bare ids.
    """

    kind = models.CharField(_("kind"), max_length=40)
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Nobody when the clock did it."),
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    story_id = models.BigIntegerField(_("story"), null=True)
    revision_id = models.BigIntegerField(_("revision"), null=True)
    #: Where the story belonged at that moment and who had signed it: a story that is moved to
    #: another section later changes no figure of the past (decision 0043).
    section_id = models.BigIntegerField(_("section"), null=True)
    topic_id = models.BigIntegerField(_("topic"), null=True)
    genre = models.CharField(_("genre"), max_length=20, blank=True)
    bylines = models.JSONField(_("bylines"), default=list)
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20, blank=True)
    outlet_code = models.CharField(max_length=40, blank=True)
    reason_codes = models.JSONField(default=list)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["happened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story_id", "kind"],
                condition=models.Q(kind__in=MILESTONES),
                name="ledger_milestone_once",
            )
        ]
        indexes = [
            models.Index(fields=["story_id", "happened_at"], name="ledger_story"),
            models.Index(fields=["revision_id"], name="ledger_revision"),
            models.Index(fields=["agency", "kind", "happened_at", "unit"], name="ledger_counting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"
