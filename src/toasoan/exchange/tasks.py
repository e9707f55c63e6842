"""Background entry points: answers to partners, photos from them. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.exchange.door import forget_nonces
from toasoan.exchange.keys import throw_away_old_keys
from toasoan.exchange.photos import fetch_due
from toasoan.exchange.reply_queue import send_due


@task()
def send_replies() -> int:
    """Send the answers that are due to partners; returns how many left."""
    return send_due(timezone.now())


@task()
def fetch_photos() -> int:
    """Fetch photos of stories that partners handed over; returns how many came."""
    return fetch_due(timezone.now())


@task()
def tidy_up() -> int:
    """Forget requests that cannot come again and private keys that no longer hold."""
    now = timezone.now()
    return forget_nonces(now) + throw_away_old_keys(now)
