"""The search table: one row for each object that the public may find, of every kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """Something that the public may find: its words, and what it is filtered by.

    `place` orders documents by their day (`search.places`). `index_tags` are words that no text
    holds (`search.index_tags`). The full-text indexes are made by a migration in each database's
    own way and follow every change of a row by themselves.
    """

    place = models.BigIntegerField(primary_key=True)
    agency = models.ForeignKey("units.Agency", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField()
    form = models.CharField(_("form"), max_length=20, blank=True)
    section_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(_("published at"))
    title = models.CharField(_("title"), max_length=255)
    text = models.TextField(_("text"))
    folded = models.TextField()
    exact = models.TextField()
    index_tags = models.TextField()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_document_per_object")
        ]

    def __str__(self) -> str:
        return self.title


class Syllable(models.Model):
    """A word that stands in some document, for “did you mean”.

    `documents` is how many had it when the table was last built; new words begin with one.
    Counting at every publication would make publications wait for each other.
    """

    exact = models.CharField(max_length=60, primary_key=True)
    folded = models.CharField(max_length=60, db_index=True)
    documents = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("syllable")
        verbose_name_plural = _("syllables")
        default_permissions = ()

    def __str__(self) -> str:
        return self.exact


class Rebuild(models.Model):
    """How far the search table has been built anew; the rows of a finished run are deleted."""

    kind = models.CharField(_("kind"), max_length=20, primary_key=True)
    after_id = models.BigIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("rebuilding of the search table")
        verbose_name_plural = _("rebuildings of the search table")
        default_permissions = ()

    def __str__(self) -> str:
        return self.kind


class Unsent(models.Model):
    """A document whose change OpenSearch has yet to learn of."""

    place = models.BigIntegerField()

    class Meta:
        verbose_name = _("change for OpenSearch")
        verbose_name_plural = _("changes for OpenSearch")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.place)
