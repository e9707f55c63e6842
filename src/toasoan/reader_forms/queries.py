"""What a site asks of whoever sends a form."""

from toasoan.reader_forms.models import FormSettings


def settings_of(site_id: int) -> FormSettings:
    """What is set for the site; what holds without a row when nothing was ever set."""
    return FormSettings.objects.filter(site_id=site_id).first() or FormSettings(site_id=site_id)


def difficulty_for(site_id: int) -> int:
    """The difficulty of the sum for forms of this site, in bits; 0 when none is asked for."""
    kept = settings_of(site_id)
    return kept.difficulty if kept.asks_sum else 0
