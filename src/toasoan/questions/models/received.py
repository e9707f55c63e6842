"""What citizens sent. Who asked stands apart from what was asked, and is encrypted.

So it can be removed by age while the question stays countable. Only `questions.actions` and
`questions.intake` write here.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.accounts.sealing import unseal
from toasoan.media.storage import private_storage
from toasoan.questions.kinds import LetterKind, QuestionKind, QuestionState
from toasoan.questions.models.registers import Field, Place


class Question(models.Model):
    """One thing that a citizen sent. Never deleted; its words leave when it is sealed.

    `code_hash` is what the database knows of the tracking code. `number` counts within the year of
    reception. `due_on` is the last day for the answer, None without a deadline. `text_key` is
    subject and text without marks, for searching inside the newsroom only.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    field = models.ForeignKey(
        Field, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("about"), max_length=200, blank=True)
    text = models.TextField(pgettext_lazy("what a citizen wrote", "text"), blank=True)
    text_key = models.TextField(editable=False, blank=True)
    wants_publication = models.BooleanField(_("may be published"), default=False)
    wants_mail = models.BooleanField(_("wants to be told by mail"), default=False)
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=12, choices=QuestionState)
    state_since = models.DateTimeField()
    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("to be answered by"), null=True)
    is_complex = models.BooleanField(_("complex matter"), default=False)
    extended_days = models.PositiveSmallIntegerField(_("extended by"), null=True)
    extension_reason = models.CharField(_("reason of the extension"), max_length=500, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    #: Reports of errors only: the story, the edition that the reader saw, the words they mean.
    story = models.ForeignKey(
        "stories.Story", null=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.ForeignKey(
        "stories.Edition", null=True, on_delete=models.PROTECT, related_name="+"
    )
    passage = models.CharField(_("words with the error"), max_length=500, blank=True)
    duplicate_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("citizen's question")
        verbose_name_plural = _("citizens' questions")
        default_permissions = ()
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="question_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed") | (Q(text="") & Q(subject="") & Q(text_key="")),
                name="sealed_question_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", duplicate_of__isnull=False)
                | (~Q(state="joined") & Q(duplicate_of__isnull=True)),
                name="joined_question_names_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("assigned", "signed", "approved")) | Q(unit__isnull=False),
                name="question_at_a_unit_names_it",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-received_at", "-id"], name="question_received"),
            models.Index(fields=["agency", "state", "due_on"], name="question_due"),
            models.Index(fields=["unit", "state", "due_on"], name="question_unit"),
            models.Index(fields=["agency", "closed_at"], name="question_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class Asker(models.Model):
    """Who asked and how to reach them, encrypted; removed by age without touching the question."""

    question = models.OneToOneField(
        Question, primary_key=True, on_delete=models.PROTECT, related_name="asker"
    )
    sealed_name = models.TextField(blank=True)
    sealed_phone = models.TextField(blank=True)
    sealed_email = models.TextField(blank=True)
    sealed_address = models.TextField(blank=True)

    class Meta:
        verbose_name = _("sender of a question")
        verbose_name_plural = _("senders of questions")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """The name that was given; empty for none, or when the key is another installation's."""
        return _opened(self.sealed_name)

    @property
    def phone(self) -> str:
        """The phone number that was given; empty for none."""
        return _opened(self.sealed_phone)

    @property
    def email(self) -> str:
        """The mail address that was given; empty for none."""
        return _opened(self.sealed_email)

    @property
    def address(self) -> str:
        """The postal address that was given; empty for none."""
        return _opened(self.sealed_address)


def _opened(sealed: str) -> str:
    return (unseal(sealed) or "") if sealed else ""


class Addition(models.Model):
    """What a sender added later with the tracking code; sealed with the question."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField(pgettext_lazy("what a citizen wrote", "text"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("addition to a question")
        verbose_name_plural = _("additions to questions")
        default_permissions = ()
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.question_id} {self.added_at:%Y-%m-%d %H:%M}"


class SealedLetter(models.Model):
    """A complaint, denunciation or report of a crime: words that no list and no search knows.

    `sealed` is encrypted JSON: subject, text, name, phone, email, address, additions. It is emptied
    some time after the letter was handed over. The row itself stays.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind)
    sealed = models.TextField(blank=True)
    received_at = models.DateTimeField(_("received at"))
    #: Empty for what came in as a question: that one has the code.
    code_hash = models.CharField(max_length=64, blank=True)
    #: Where it came in as a question and a clerk recognised it.
    question = models.OneToOneField(
        Question, null=True, on_delete=models.PROTECT, related_name="letter"
    )
    opened_at = models.DateTimeField(_("opened at"), null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_over_at = models.DateTimeField(_("handed over at"), null=True)
    handed_over_to = models.CharField(_("handed over to"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sealed letter")
        verbose_name_plural = _("sealed letters")
        default_permissions = ()
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(opened_at__isnull=False),
                name="letter_is_opened_before_it_is_handed_over",
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="letter_code_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-received_at"], name="letter_received")]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d}"


class QuestionFile(models.Model):
    """A file that came with a question or a letter: encrypted on disk, only ever downloaded.

    `sha256` and `size` are those of the file as it came. `sealed_file` is empty once it was
    removed.
    """

    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="files"
    )
    letter = models.ForeignKey(
        SealedLetter, null=True, on_delete=models.PROTECT, related_name="files"
    )
    name = models.CharField(pgettext_lazy("of a file", "name"), max_length=200)
    mime = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(pgettext_lazy("of a file", "size"))
    sealed_file = models.FileField(
        upload_to="questions/%Y/%m/", storage=private_storage, blank=True, max_length=200
    )
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a question")
        verbose_name_plural = _("files of questions")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, letter__isnull=True)
                | Q(question__isnull=True, letter__isnull=False),
                name="question_file_belongs_to_one",
            )
        ]

    def __str__(self) -> str:
        return self.name
