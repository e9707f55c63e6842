import pytest
from toasoan.testing.factories import *
@pytest.mark.django_db
def test_x():
    room=make_newsroom()
    pic=make_picture(room.unit, room.contributor)
    s=make_story(room,"published",body=(("paragraph","<p>Đội ngũ cán bộ</p>"),("picture",{"picture":pic.pk,"caption":"Toàn cảnh","alternative_text":"Hội trường"})))
    from toasoan.stories.search import find_stories
    print(s.live, s.get_absolute_url(), s.lead_picture)
    assert find_stories("doi ngu",agency_id=room.agency.pk).story_ids==(s.pk,)
    assert find_stories("đội ngũ",agency_id=room.agency.pk).story_ids==(s.pk,)
    from toasoan.ledger.queries import trail
    for e in trail(s.pk): print(e.kind,e.actor,e.from_status,e.to_status,e.revision_id,e.detail)
    for st in ROUTES: make_story(room,st)
