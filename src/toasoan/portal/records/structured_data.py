"""What a document's page says to machines, in the words of schema.org."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.portal.frame.structured_data import Absolute, breadcrumb, in_script, organization
from toasoan.portal.records.rows import DocumentRow
from toasoan.portal.templatetags.portal import machine_moment
from toasoan.records.rules import Validity
from toasoan.units.models import Agency

#: https://schema.org/LegalForceStatus
_FORCE = {
    Validity.IN_FORCE: "InForce",
    Validity.PARTLY_ENDED: "PartiallyInForce",
    Validity.ENDED: "NotInForce",
    Validity.NOT_YET: "NotInForce",
}


def structured_document(row: DocumentRow, agency: Agency, absolute: Absolute) -> SafeString:
    """The agency, the way to the document, and the document, for a script element of JSON-LD."""
    way = [
        (_("Home"), "/"),
        (_("Official documents"), reverse("portal:documents")),
        (row.document.title, row.document.get_absolute_url()),
    ]
    host = organization(agency, absolute)
    return in_script(host, breadcrumb(way, absolute), _document(row, host, absolute))


def _document(row: DocumentRow, host: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    document = row.document
    address = absolute(document.get_absolute_url())
    body = document.issuing_body
    found: dict[str, Any] = {
        "@type": "Legislation",
        "@id": f"{address}#van-ban",
        "url": address,
        "name": document.title,
        "description": document.abstract,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "legislationType": document.document_type.name,
        "legislationDate": document.issued_on.isoformat(),
        "datePublished": machine_moment(document.published_at),
        "legislationPassedBy": {"@id": host["@id"]}
        if body.is_own
        else {"@type": "GovernmentOrganization", "name": body.name},
        "publisher": {"@id": host["@id"]},
        "encoding": [_file(one.file, absolute) for one in row.files],
    }
    if document.number:
        found["legislationIdentifier"] = document.number
    if row.validity:
        found["legislationLegalForce"] = f"https://schema.org/{_FORCE[row.validity]}"
        begins = document.effective_on or document.issued_on
        found["temporalCoverage"] = f"{begins.isoformat()}/{document.ended_on or '..'}"
    return found


def _file(file: Any, absolute: Absolute) -> dict[str, Any]:
    return {
        "@type": "LegislationObject",
        "name": file.label or file.name,
        "contentUrl": absolute(reverse("portal:document_file", args=[file.pk, file.name])),
        "encodingFormat": file.mime,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
