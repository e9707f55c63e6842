"""Encryption of secrets that must be read again; the key is not in the database."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """Encrypt with a key derived from the installation's secret key."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """What was sealed; None when it was sealed by another installation's key."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def seal_bytes(content: bytes) -> bytes:
    """Encrypt the content of a file with the same key; a third longer than before."""
    return _box().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes | None:
    """What was sealed; None when it was sealed by another installation's key."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"toasoan.accounts.sealing")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
