"""The code by which a sender follows what they sent: shown once, kept as a hash only.

It is made from the number of the form that was sent, so that the same form sent twice – a double
click, a page loaded again – shows the same code, while nobody else can work it out.
"""

import hashlib

from django.utils.crypto import salted_hmac

#: Letters and digits that nobody mixes up, neither on paper nor on the telephone.
ALPHABET = "ACDEFHJKMNPQRTVWXY34679"
_GROUPS, _PER_GROUP = 4, 4
LENGTH = _GROUPS * _PER_GROUP  # 72 bits: 16 signs out of 23


def code_of(nonce: str) -> str:
    """The code for the form with this number, in groups: "ACDE-F3HJ-…"."""
    digest = salted_hmac("toasoan.questions.tracking_codes", nonce, algorithm="sha256").digest()
    number = int.from_bytes(digest)
    signs = []
    for _sign in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    groups = ("".join(signs[at : at + _PER_GROUP]) for at in range(0, LENGTH, _PER_GROUP))
    return "-".join(groups)


def code_hash(typed: str) -> str:
    """The hash under which a code is kept, whatever spaces, points and small letters were typed.

    72 random bits need no salt: nobody tries them out. What is no code has a hash too, which is
    that of nothing.
    """
    signs = "".join(sign for sign in typed[:100].upper() if sign.isalnum())
    return hashlib.sha256(f"toasoan.questions {signs}".encode()).hexdigest()
