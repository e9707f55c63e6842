"""Reports of a period: what is being written, what was closed, what was set to be done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.vietnamese.periods import Period

#: Characters of a limitation, a measure or a note to one.
SENTENCES = 2_000
#: Characters of a part of the text.
PART_LENGTH = 20_000


class ReportKind(models.TextChoices):
    MONTH = "month", _("monthly notice")
    QUARTER = "quarter", _("report of a quarter")
    HALF_YEAR = "half_year", _("half-year review")
    YEAR = "year", _("yearly review")
    PERIOD = "period", _("report of a period")
    CAMPAIGN = "campaign", _("report of a campaign")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("draft of a report")
    CLOSED = "closed", _("closed report")


class Report(models.Model):
    """A report on a period. Only `reports.actions` writes here.

    A draft is counted anew whenever it is read. Closing writes everything that the report says
    into `content`, and its SHA-256 into `sha256`; from then on the database refuses to change or
    delete the row (decision 0046). The calendar follows from the two days (`vietnamese.periods`).
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    #: The campaign that it is about: only stories of this topic are counted.
    topic = models.ForeignKey(
        "stories.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    #: One more with every change of the draft: who saves an older one is refused.
    version = models.PositiveIntegerField(default=1)
    supplement_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supplements"
    )
    begun_at = models.DateTimeField(_("begun at"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: What the closed report says, as `reports.content` describes it; empty while it is a draft.
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ()
        ordering = ["-last_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="report_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(kind="campaign", topic__isnull=False)
                | (~Q(kind="campaign") & Q(topic__isnull=True)),
                name="report_of_a_campaign_names_it",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", closed_at__isnull=True, sha256="")
                | (Q(state="closed", closed_at__isnull=False) & ~Q(sha256="")),
                name="closed_report_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-last_on"], name="report_of_agency")]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        """The days that it is about."""
        return Period(self.first_on, self.last_on)

    @property
    def is_closed(self) -> bool:
        """Whether it never changes again."""
        return self.state == ReportState.CLOSED


class ReportPart(models.Model):
    """A part of a draft's text, in the order of the document: heading and paragraphs.

    `suggested` is what the figures gave when they were last looked at: a part whose text is still
    the same follows the figures by itself, another one is shown with what has changed.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parts")
    key = models.CharField(max_length=30)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), max_length=PART_LENGTH, blank=True)
    suggested = models.TextField(blank=True)

    class Meta:
        verbose_name = _("part of a report")
        verbose_name_plural = _("parts of reports")
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="report_has_a_part_once")
        ]

    def __str__(self) -> str:
        return self.heading


class Limitation(models.Model):
    """Something that was weak, as a draft says it.

    `source` names the figure that it was suggested from ("returns:chua-dat"), empty when a
    person wrote it. One that a person left out stays as a row, so that it is not suggested again.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="limitations")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("limitation"), max_length=SENTENCES)
    source = models.CharField(max_length=120, blank=True)
    suggested = models.TextField(blank=True)
    left_out = models.BooleanField(_("left out"), default=False)

    class Meta:
        verbose_name = _("limitation")
        verbose_name_plural = _("limitations")
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "source"],
                condition=~Q(source=""),
                name="limitation_suggested_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Highlight(models.Model):
    """A story that a person chose to name in a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="highlights")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("notable story")
        verbose_name_plural = _("notable stories")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "story"], name="story_named_once_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.story}"


class MeasureState(models.TextChoices):
    GOING_ON = "going_on", _("in progress")
    DONE = "done", _("done")
    NOT_DONE = "not_done", _("not done")


class ReportMeasure(models.Model):
    """Who will do what by when, as a report set it; it is in force once the report is closed.

    What became of it is said until it is done or given up, also after the report was closed: the
    report keeps what it said then, this row says how things stand.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="measures")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("measure"), max_length=SENTENCES)
    owner_unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_board = models.ForeignKey(
        "units.Board", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    document = models.CharField(_("document that it comes from"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeasureState, default=MeasureState.GOING_ON
    )
    note = models.TextField(_("what became of it"), max_length=SENTENCES, blank=True)
    said_at = models.DateTimeField(null=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_unit=None, owner_board=None)
                | Q(owner_unit=None, owner_person=None)
                | Q(owner_board=None, owner_person=None),
                name="measure_has_one_owner",
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="measure_open")]

    def __str__(self) -> str:
        return self.text

    @property
    def owner(self) -> str:
        """Who answers for it, "" when nobody was named."""
        if self.owner_unit:
            return self.owner_unit.short_name
        if self.owner_board:
            return self.owner_board.name
        return self.owner_person.get_full_name() if self.owner_person else ""


class FileFormat(models.TextChoices):
    DOCX = "docx", _("Word file")
    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("workbook")


class ReportFile(models.Model):
    """A document of a closed report, kept from the first time it was made.

    Its bytes lie in the database, which refuses to change or delete them.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10, choices=FileFormat)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document of a report")
        verbose_name_plural = _("documents of reports")
        default_permissions = ()
        ordering = ["format"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="report_file_made_once")
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.format})"


class WordTemplate(models.Model):
    """An agency's own Word form for its reports; the last one is used, earlier ones are kept."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    #: Not used any more since then; the house's own form is used when there is no other.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        default_permissions = ()
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return self.filename
