"""What the electronic signatures of a PDF say; runs in a process of its own (`sent_files`).

Nothing is fetched: whether a certificate holds is answered by the roots that the agency installed,
or not at all. The time is the signer's own word.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

#: More signatures of one file are not looked at.
MOST_SIGNATURES = 10


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature. `stated_time` in ISO 8601, empty when none is stated.

    `is_intact`: the signed part is as it was; `covers_whole_file`: and there is nothing else;
    `is_trusted`: the certificate goes back to a root that is installed.
    """

    signer: str
    issuer: str
    stated_time: str
    is_intact: bool
    covers_whole_file: bool
    is_trusted: bool


def signatures_of(content: bytes, roots: Sequence[bytes] = ()) -> list[SignatureFacts]:
    """The signatures in their order; `roots` are certificates (PEM or DER) that are trusted."""
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    context = ValidationContext(
        trust_roots=list(_certificates(roots)), allow_fetching=False, revocation_mode="soft-fail"
    )
    return [_facts(found, context) for found in reader.embedded_signatures[:MOST_SIGNATURES]]


def _certificates(roots: Iterable[bytes]) -> Iterable[x509.Certificate]:
    for content in roots:
        if pem.detect(content):
            for _kind, _headers, one in pem.unarmor(content, multiple=True):
                yield x509.Certificate.load(one)
        else:
            yield x509.Certificate.load(content)


def _facts(found: Any, context: ValidationContext) -> SignatureFacts:
    certificate = found.signer_cert
    time = found.self_reported_timestamp
    try:
        status = validate_pdf_signature(found, context)
        intact, trusted = bool(status.intact and status.valid), bool(status.trusted)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    except Exception:  # noqa: BLE001  # whatever cannot be checked is not confirmed
        intact = trusted = whole = False
    return SignatureFacts(
        signer=_name(certificate.subject) if certificate else "",
        issuer=_name(certificate.issuer) if certificate else "",
        stated_time=time.isoformat() if time else "",
        is_intact=intact,
        covers_whole_file=whole and intact,
        is_trusted=trusted and intact,
    )


def _name(name: x509.Name) -> str:
    """The common name of a person or an authority, else all that is said."""
    said = name.native
    return str(said.get("common_name") or said.get("organization_name") or name.human_friendly)
