"""Words of links that open one thing without signing in.

The word is an HMAC-SHA256 of the row under the secret key, so that the same link can be shown or
sent again; the database keeps the SHA-256 of it, so whoever reads the table opens nothing.
"""

import base64
import hashlib

from django.utils.crypto import salted_hmac

#: What an address must look like to hold a word: 43 characters of base64.
WORD_PATTERN = r"[A-Za-z0-9_-]{43}"


def word_of(purpose: str, number: int) -> str:
    """The word of the row with this number; `purpose` keeps the links of two tables apart."""
    mac = salted_hmac(f"toasoan.{purpose}", str(number), algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def digest_of(word: str) -> str:
    """What the database keeps of a word: 64 hexadecimal digits."""
    return hashlib.sha256(word.encode()).hexdigest()
