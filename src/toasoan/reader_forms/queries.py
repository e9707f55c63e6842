"""What a site asks of whoever sends a form."""

from toasoan.reader_forms.models import FormSettings


def difficulty_for(site_id: int) -> int:
    """The difficulty of the sum for forms of this site, in bits; 0 when none is asked for."""
    row = FormSettings.objects.filter(site_id=site_id, asks_sum=True).first()
    return row.difficulty if row else 0
