"""Answers and their public texts, the history, and that people were reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.questions.kinds import EntryKind
from toasoan.questions.models.received import Question, SealedLetter


class Answer(models.Model):
    """One version of a unit's answer; the latest one counts.

    A version is never written over: saving makes another. Signing and approving name the version
    that was read, so what changed afterwards has to be signed again.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(signed_at__isnull=False),
                name="answer_is_signed_before_it_is_approved",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.pk}"


class PublicText(models.Model):
    """One version of the text for the public: without personal data, prepared by somebody.

    `edition` and `published_*` are set when it goes out, once; then the row stays as it is.
    `correction_note` says on the public page what an edition corrects.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="public_texts")
    title = models.CharField(pgettext_lazy("of a public answer", "title"), max_length=200)
    asked = models.TextField(pgettext_lazy("of a public answer", "question"))
    answered = models.TextField(pgettext_lazy("of a public answer", "answer"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(_("prepared at"))
    edition = models.PositiveSmallIntegerField(_("edition"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    correction_note = models.CharField(_("what was corrected"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("public text of an answer")
        verbose_name_plural = _("public texts of answers")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "edition"], name="one_public_text_per_edition"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PublicAnswer(models.Model):
    """A question that the public reads with its answer: `text` is the edition that shows.

    The row appears with the first publication; while `is_live` is false its address answers 410.
    `law_changed_on`: a document that the answer cites has changed since, with a note.
    """

    question = models.OneToOneField(
        Question, primary_key=True, on_delete=models.PROTECT, related_name="public_answer"
    )
    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(PublicText, on_delete=models.PROTECT, related_name="+")
    is_live = models.BooleanField(default=True)
    first_published_at = models.DateTimeField(_("published at"))
    changed_at = models.DateTimeField(_("changed at"))
    law_changed_on = models.DateField(_("documents have changed since"), null=True)
    law_note = models.CharField(_("what has changed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("public answer")
        verbose_name_plural = _("public answers")
        default_permissions = ()
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["agency", "is_live", "-first_published_at"], name="public_answer_list"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CitedDocument(models.Model):
    """A document that a public answer cites; `number` in one way of writing, to be found by."""

    public_answer = models.ForeignKey(
        PublicAnswer, on_delete=models.PROTECT, related_name="cited_documents"
    )
    number = models.CharField(_("number and symbol"), max_length=60)

    class Meta:
        verbose_name = _("document cited in an answer")
        verbose_name_plural = _("documents cited in answers")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["public_answer", "number"], name="document_cited_once_in_an_answer"
            )
        ]
        indexes = [models.Index(fields=["number"], name="answer_cites_number")]

    def __str__(self) -> str:
        return self.number


class QuestionEntry(models.Model):
    """One line of the history of a question or a sealed letter. Only ever appended.

    `actor` is empty for the sender and for the clock. `note` and `detail` never hold words of the
    sender or their contact.
    """

    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    letter = models.ForeignKey(
        SealedLetter, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    kind = models.CharField(_("what happened"), max_length=14, choices=EntryKind)
    happened_at = models.DateTimeField(_("happened at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey("units.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, blank=True)
    note = models.TextField(_("note"), blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("entry about a question")
        verbose_name_plural = _("entries about questions")
        default_permissions = ()
        ordering = ["happened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, letter__isnull=True)
                | Q(question__isnull=True, letter__isnull=False),
                name="question_entry_is_about_one",
            )
        ]
        indexes = [
            models.Index(fields=["question", "happened_at"], name="question_history"),
            models.Index(fields=["letter", "happened_at"], name="letter_history"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"


class QuestionReminder(models.Model):
    """That people were reminded of a question: once for each last day and number of days left."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    days_left = models.SmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder of a question")
        verbose_name_plural = _("reminders of questions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question", "due_on", "days_left"], name="question_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.days_left}"
