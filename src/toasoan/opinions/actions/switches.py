"""What an agency asks its readers: ratings and usefulness, on and off; one story left out."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.opinions.actions.entries import note
from toasoan.opinions.cache_tags import asking_tag, score_tag, scores_tag
from toasoan.opinions.models import AgencyOpinions, StoryScore
from toasoan.page_cache.actions import invalidate
from toasoan.stories.models import Story
from toasoan.units.models import Agency


@transaction.atomic
def set_switches(
    agency: Agency, *, ratings_on: bool, satisfaction_on: bool, actor: User, now: dt.datetime
) -> bool:
    """Ask readers for ratings and for usefulness, or do not; False when nothing changes."""
    row = _agency_row(agency.pk)
    said = []
    if row.ratings_on != ratings_on:
        said.append(_("ratings of stories on") if ratings_on else _("ratings of stories off"))
    if row.satisfaction_on != satisfaction_on:
        said.append(
            _("question of usefulness on") if satisfaction_on else _("question of usefulness off")
        )
    if not said:
        return False
    row.ratings_on, row.satisfaction_on = ratings_on, satisfaction_on
    row.save(update_fields=["ratings_on", "satisfaction_on"])
    for words in said:
        note(agency.pk, words, actor=actor, now=now)
    invalidate([asking_tag(agency.pk), scores_tag(agency.pk)])
    return True


@transaction.atomic
def set_story_off(story: Story, *, is_off: bool, actor: User, now: dt.datetime) -> None:
    """Leave one story out of the ratings, or take it in again; what was rated is kept."""
    of_agency = _agency_row(story.agency_id)
    StoryScore.objects.get_or_create(story=story, defaults={"of_agency": of_agency})
    score = StoryScore.objects.select_for_update().get(story=story)
    if score.is_off == is_off:
        return
    score.is_off = is_off
    score.save(update_fields=["is_off"])
    said = _("“%(story)s” is not rated") if is_off else _("“%(story)s” is rated again")
    note(story.agency_id, said % {"story": story.headline}, actor=actor, now=now)
    invalidate([score_tag(story.pk), scores_tag(story.agency_id)])


def _agency_row(agency_id: int) -> AgencyOpinions:
    AgencyOpinions.objects.get_or_create(agency_id=agency_id)
    return AgencyOpinions.objects.select_for_update().get(agency_id=agency_id)
