"""Signing a PDF as an official does, with an authority made for the test."""

import datetime as dt
import io
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from toasoan.testing.sound_files import pdf


def signed_pdf(content: bytes = b"", signer: str = "Lê Văn Thử") -> tuple[bytes, bytes]:
    """A signed PDF, and the certificate (PEM) of the authority that vouches for its signer."""

    def certificate(name: str, key: Any, issuer: str, by: Any, *, is_root: bool) -> Any:
        common = x509.oid.NameOID.COMMON_NAME
        usage = dict.fromkeys(
            ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
             "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
            False,
        )  # fmt: skip
        usage |= {"key_cert_sign": is_root, "digital_signature": True, "content_commitment": True}
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(common, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(common, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
            .not_valid_after(dt.datetime(2050, 1, 1, tzinfo=dt.UTC))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage), critical=True)
            .sign(by, hashes.SHA256())
        )

    authority = "Tổ chức chứng thực thử"
    root_key, own_key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = certificate(authority, root_key, authority, root_key, is_root=True)
    own = certificate(signer, own_key, authority, root_key, is_root=False)
    encoding, none = serialization.Encoding, serialization.NoEncryption()
    der = own_key.private_bytes(encoding.DER, serialization.PrivateFormat.PKCS8, none)
    signing = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(own.public_bytes(encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content or pdf()))
    meta = signers.PdfSignatureMetadata(field_name="Chu-ky", name=signer)
    signed = signers.sign_pdf(writer, meta, signer=signing)
    return signed.getvalue(), root.public_bytes(encoding.PEM)
