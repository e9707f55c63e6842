"""Official documents for tests, made by the actions that people use."""

import datetime as dt
from typing import Any

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.records.actions import add_document, publish_document
from toasoan.records.models import DocumentType, IssuingBody, OfficialDocument
from toasoan.records.rules import DocumentFacts
from toasoan.units.models import Agency


def document_facts(agency: Agency, number: str = "173/QĐ-VKS", **parts: Any) -> DocumentFacts:
    """Facts of a decision of the agency itself that lacks nothing."""
    abbreviation = parts.pop("abbreviation", "QĐ")
    kind = DocumentType.objects.get(agency=agency, abbreviation=abbreviation)
    given: dict[str, Any] = {
        "document_type_id": kind.pk,
        "issuing_body_id": own_body(agency).pk,
        "abstract": "Về việc điều chỉnh dự toán ngân sách nhà nước năm 2021",
        "issued_on": dt.date(2021, 6, 8),
        "signer_name": "Lê Văn Thử",
        "signer_post": "Viện trưởng",
    }
    return DocumentFacts(number=number, **(given | parts))


def own_body(agency: Agency) -> IssuingBody:
    """The agency itself as an issuing body."""
    return IssuingBody.objects.get(agency=agency, is_own=True)


def make_document(
    agency: Agency,
    actor: User,
    number: str = "173/QĐ-VKS",
    *,
    published: bool = False,
    **parts: Any,
) -> OfficialDocument:
    """A document of the register; `published`: readers see it."""
    now = timezone.now()
    document = add_document(agency, document_facts(agency, number, **parts), actor=actor, now=now)
    if published:
        document = publish_document(document.pk, actor=actor, now=now)
    return document
