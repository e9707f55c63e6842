"""Official documents as the agency publishes them; it is not the office's registry."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.media.storage import private_storage
from toasoan.vietnamese.fold import slugify


def _agency() -> Any:
    return models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")


def _person(**options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options
    )


class DocumentType(models.Model):
    """A type of documents with its abbreviation: Quyết định, QĐ. `is_open`: for new documents."""

    agency = _agency()
    abbreviation = models.CharField(_("abbreviation"), max_length=12)
    name = models.CharField(pgettext_lazy("document", "name"), max_length=100)
    is_open = models.BooleanField(_("for new documents"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "abbreviation"], name="document_type_abbreviation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Origin(models.TextChoices):
    """Whose documents a deadline is about."""

    OWN = "own", _("issued by the agency itself")
    OTHERS = "others", _("issued by others")


class PublicationDeadline(models.Model):
    """Within how many working days of its issue a document is published, and on what basis.

    For documents issued from `from_on` to `until_on` (open while None). Without a type it holds
    for every type that has none of its own.
    """

    agency = _agency()
    document_type = models.ForeignKey(
        DocumentType, null=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    origin = models.CharField(max_length=10, choices=Origin)
    working_days = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    basis = models.CharField(max_length=300)

    class Meta:
        default_permissions = ()
        ordering = ["origin", "document_type", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="document_deadline_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["agency", "document_type", "origin", "from_on"],
                name="document_deadline_once_a_day",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_days} · {self.basis}"


class Field(models.Model):
    """A field that documents are about (lĩnh vực)."""

    agency = _agency()
    name = models.CharField(pgettext_lazy("document", "name"), max_length=100)
    is_open = models.BooleanField(_("for new documents"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="document_field_name")
        ]

    def __str__(self) -> str:
        return self.name


class IssuingBody(models.Model):
    """Who issues documents. `is_own`: the agency itself, its boards and units."""

    agency = _agency()
    name = models.CharField(pgettext_lazy("document", "name"), max_length=200)
    is_own = models.BooleanField(_("the agency itself"), default=False)
    is_open = models.BooleanField(_("for new documents"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-is_own", "order", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="issuing_body_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def origin(self) -> Origin:
        """Whose documents its documents are."""
        return Origin.OWN if self.is_own else Origin.OTHERS


class DocumentState(models.TextChoices):
    """How far a document has come on its way to readers."""

    DRAFT = "draft", pgettext_lazy("document", "not published")
    PUBLISHED = "published", pgettext_lazy("document", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "withdrawn")


class OfficialDocument(models.Model):
    """A document of the register. Only `records.actions` and `records.relations` write here.

    `number` is the number and symbol in normal form; `number_key` and the day tell it from others,
    `number_search` is what a search for a number looks in, `search_text` the folded words. The
    parts of the number are empty where it could not be read apart.

    It has effect from `effective_on`, or from its issue; `expires_on` and `partly_expires_on` are
    what the clerk says, `ended_on` and `partly_ended_on` the first days on which it has no effect
    any more (in part) with what other documents do to it.
    """

    agency = _agency()
    document_type = models.ForeignKey(DocumentType, on_delete=models.PROTECT, related_name="+")
    issuing_body = models.ForeignKey(IssuingBody, on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number and symbol"), max_length=100, blank=True)
    ordinal = models.PositiveIntegerField(null=True)
    ordinal_suffix = models.CharField(max_length=1, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    symbol = models.CharField(max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True)
    number_search = models.CharField(max_length=100, blank=True)
    abstract = models.TextField(_("abstract"), max_length=1000)
    signer_name = models.CharField(_("signed by"), max_length=100, blank=True)
    signer_post = models.CharField(_("post of the signer"), max_length=150, blank=True)
    search_text = models.TextField(blank=True)

    issued_on = models.DateField(_("day of issue"))
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    partly_expires_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, editable=False)
    partly_ended_on = models.DateField(null=True, editable=False)

    is_draft_for_comment = models.BooleanField(default=False)
    comments_close_on = models.DateField(null=True)
    #: Where and how readers send their comments.
    comments_to = models.CharField(max_length=300, blank=True)

    is_to_be_published = models.BooleanField(default=True)
    #: Why it must be published, or why it must not.
    publication_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    #: When readers saw it first.
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    #: What readers are told in its place.
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    version = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = _person(null=True)

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        default_permissions = ()
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "issuing_body", "number_key", "issued_on"],
                condition=~Q(number_key=""),
                name="document_number_of_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(number_key="") | Q(is_draft_for_comment=True),
                name="document_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawal_reason="")),
                name="document_withdrawn_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False),
                name="document_published_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-issued_on", "-id"], name="document_by_issue"),
            models.Index(fields=["agency", "state", "-issued_on", "-id"], name="document_by_state"),
            models.Index(fields=["agency", "number_search"], name="document_by_number"),
            models.Index(
                fields=["agency", "document_type", "-issued_on", "-id"], name="document_by_type"
            ),
            # For readers: each filter of the register walks an index in the register's order.
            models.Index(fields=["agency", "field", "-issued_on", "-id"], name="document_by_field"),
            models.Index(
                fields=["agency", "issuing_body", "-issued_on", "-id"], name="document_by_body"
            ),
            models.Index(
                fields=["agency", "document_type", "issuing_body", "-issued_on", "-id"],
                name="document_by_type_and_body",
            ),
            models.Index(
                fields=["agency", "state", "-published_at", "-id"], name="document_by_publication"
            ),
            models.Index(
                fields=["agency", "-issued_on", "-id"],
                condition=Q(ended_on__isnull=False),
                name="document_ended",
            ),
            models.Index(
                fields=["agency", "-issued_on", "-id"],
                condition=Q(partly_ended_on__isnull=False),
                name="document_partly_ended",
            ),
            models.Index(
                fields=["agency", "effective_on"],
                condition=Q(effective_on__isnull=False),
                name="document_by_effect",
            ),
            models.Index(
                fields=["agency", "state", "-comments_close_on", "-id"],
                condition=Q(is_draft_for_comment=True),
                name="document_for_comment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """`/van-ban/<number and abstract>-<id>/`: the id decides, the words are for people."""
        words = slugify(f"{self.number} {self.abstract}")
        return reverse("portal:document", args=[f"{words}-{self.pk}"])

    @property
    def title(self) -> str:
        """How it is called: "Quyết định 173/QĐ-VKS", the type alone while it has no number."""
        return " ".join(filter(None, (self.document_type.name, self.number)))

    @property
    def was_published(self) -> bool:
        """Whether readers have ever seen it."""
        return self.published_at is not None


class RelationKind(models.TextChoices):
    """What a document does to another one."""

    REPLACES = "replaces", pgettext_lazy("document", "replaces")
    REPEALS = "repeals", pgettext_lazy("document", "repeals")
    AMENDS = "amends", pgettext_lazy("document", "amends")
    RELATED = "related", pgettext_lazy("document", "related to")


class DocumentRelation(models.Model):
    """What `document` does to `other`; stored once and read both ways.

    `from_on` is the first day of it; None: when `document` takes effect.
    """

    document = models.ForeignKey(
        OfficialDocument, on_delete=models.PROTECT, related_name="relations"
    )
    other = models.ForeignKey(
        OfficialDocument, on_delete=models.PROTECT, related_name="relations_of_others"
    )
    kind = models.CharField(max_length=10, choices=RelationKind)
    from_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "other", "kind"], name="document_relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(document=F("other")), name="document_relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.other_id}"

    def begins_on(self) -> dt.date:
        """The first day on which it holds."""
        return self.from_on or self.document.effective_on or self.document.issued_on


class ReadState(models.TextChoices):
    """What came of looking for words in a file (`media.inspection.text`)."""

    WAITING = "waiting", pgettext_lazy("file", "not looked at yet")
    READ = "read", pgettext_lazy("file", "searched")
    EMPTY = "empty", pgettext_lazy("file", "no words, pictures of pages")
    FAILED = "failed", pgettext_lazy("file", "could not be read")
    UNRELIABLE = "unreliable", pgettext_lazy("file", "words in an unknown font")


class DocumentFile(models.Model):
    """A file of a document, kept byte for byte as it was sent.

    A file that readers have seen is never removed: `replaced_by` takes its place, for a reason.
    `signature` is what its electronic signatures say: {"signatures": […]}, None until somebody
    looked or where they cannot be read. `text` are the words found in it, `text_state` what came
    of looking for them.
    """

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="files")
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(pgettext_lazy("document", "label"), max_length=150)
    name = models.CharField(max_length=150)
    file = models.FileField(upload_to="documents/", storage=private_storage, max_length=200)
    kind = models.CharField(max_length=20)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    signature = models.JSONField(null=True)
    text = models.TextField(blank=True)
    text_state = models.CharField(max_length=12, choices=ReadState, default=ReadState.WAITING)
    added_at = models.DateTimeField()
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )
    replaced_at = models.DateTimeField(null=True)
    replacement_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replaced_by__isnull=True)
                | (Q(replaced_at__isnull=False, replaced_by__isnull=False)
                   & ~Q(replacement_reason="")),
                name="document_file_replaced_for_a_reason",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    @property
    def is_current(self) -> bool:
        """Whether it is offered; a file that was replaced is kept only."""
        return self.replaced_at is None


class Deed(models.TextChoices):
    """What people do with a document."""

    ADDED = "added", pgettext_lazy("document", "entered")
    IMPORTED = "imported", pgettext_lazy("document", "taken from a spreadsheet")
    CHANGED = "changed", pgettext_lazy("document", "changed")
    FILE_ADDED = "file_added", pgettext_lazy("document", "file added")
    FILE_CHANGED = "file_changed", pgettext_lazy("document", "files arranged")
    FILE_REMOVED = "file_removed", pgettext_lazy("document", "file removed")
    FILE_REPLACED = "file_replaced", pgettext_lazy("document", "file replaced")
    RELATED = "related", pgettext_lazy("document", "tied to another document")
    UNRELATED = "unrelated", pgettext_lazy("document", "tie to another document removed")
    PUBLISHED = "published", pgettext_lazy("document", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "withdrawn")
    REMOVED = "removed", pgettext_lazy("document", "removed")


class DocumentEntry(models.Model):
    """The history of documents: who did what and when. Only added to.

    The entry of a document that was removed keeps its title in `about`.
    """

    agency = _agency()
    document = models.ForeignKey(
        OfficialDocument, null=True, on_delete=models.SET_NULL, related_name="entries"
    )
    about = models.CharField(max_length=250)
    deed = models.CharField(max_length=20, choices=Deed)
    detail = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = _person(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.deed} {self.about}"


class ImportState(models.TextChoices):
    """How far a spreadsheet has come."""

    SHOWN = "shown", pgettext_lazy("document", "looked through")
    RUNNING = "running", pgettext_lazy("document", "being entered")
    DONE = "done", pgettext_lazy("document", "entered")


class DocumentImport(models.Model):
    """A spreadsheet of documents: its rows as they were sent, and what became of them.

    `rows` is a list of [number of the row, cells by column, columns of formulas]; `done` counts
    rows dealt with,
    `added` those that became documents; `refused` is a list of [number of the row, why].
    """

    agency = _agency()
    name = models.CharField(max_length=150)
    by = _person()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.SHOWN)
    #: Whether what must be published is published at once.
    publishes = models.BooleanField(default=False)
    rows = models.JSONField()
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name
