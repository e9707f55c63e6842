"""One of two agencies that exchange stories, behind the real server, without a worker.

    python -m tests.operations.exchanging PORT

The settings name its folder. Its people are signed in already: their sessions are in `people.json`.
What the worker or a person would do elsewhere is done when it is asked for by POST:
/vong sends and fetches what is due, /gui dispatches the story to the partner, /dang publishes
what was taken over.
"""

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from toasoan.operations.web import serve

PEOPLE = ("webmaster", "editor")


def prepare(folder):
    """The tables, a newsroom with a published story that has a photo, and people's sessions."""
    from django.test import Client

    from toasoan.operations.prepare import make_tables
    from toasoan.testing.factories import make_newsroom, make_picture, make_story

    make_tables()
    room = make_newsroom(os.environ["EXCHANGING"])
    picture = make_picture(room.unit, room.contributor)
    value = {"picture": picture.pk, "caption": "Đoàn", "credit": "Lê", "alternative_text": "Bàn"}
    body = (("text", "<p>Đoàn làm việc.</p>"), ("picture", value))
    make_story(room, "published", body=body, headline=f"Tin của {room.agency.code}")
    sessions = {}
    for name in PEOPLE:
        browser = Client()
        browser.force_login(getattr(room, name))
        session = browser.session
        session["factor"], session["proved_at"] = "app", time.time()
        session.save()
        sessions[name] = session.session_key
    people = {name: person.pk for name, person in room.people().items()}
    told = {"sessions": sessions, "people": people, "unit": room.unit.pk}
    told["section"] = room.section.pk
    (folder / "people.json").write_text(json.dumps(told))


def round_of_worker():
    """What the worker does within a minute."""
    from django.utils import timezone

    from toasoan.exchange import photos, reply_queue
    from toasoan.outlets import queue

    now = timezone.now()
    return [queue.send_due(now).sent, photos.fetch_due(now), reply_queue.send_due(now)]


def dispatch():
    """Order the story to be sent to the partner."""
    from django.utils import timezone

    from toasoan.accounts.models import User
    from toasoan.outlets.actions import dispatch_story
    from toasoan.outlets.models import Outlet
    from toasoan.stories.models import Story

    actor = User.objects.get(pk=_told()["people"]["editor"])
    story, outlet = Story.objects.get(), Outlet.objects.get(kind="other_agency")
    return dispatch_story(story.pk, outlet, actor=actor, now=timezone.now()).pk


def publish():
    """Take the draft that was taken over to the site, by the steps of every story."""
    from django.utils import timezone

    from toasoan.accounts.models import User
    from toasoan.editorial.actions import take_step
    from toasoan.editorial.rules import Answers
    from toasoan.editorial.transitions import Step
    from toasoan.stories.models import Story

    people = _told()["people"]
    story = Story.objects.order_by("pk").last()
    steps = (
        (Step.HAND_IN, "editor"), (Step.CLAIM, "second_editor"), (Step.PROPOSE, "second_editor"),
        (Step.APPROVE, "approver"),
    )  # fmt: skip
    for step, name in steps:
        story.refresh_from_db()
        seen = Answers(revision_id=story.latest_revision_id)
        actor = User.objects.get(pk=people[name])
        take_step(story.pk, step, actor=actor, answers=seen, now=timezone.now())
    story.refresh_from_db()
    return story.get_absolute_url()


def _told():
    return json.loads((Path(os.environ["TOASOAN_DATA"]) / "people.json").read_text())


DEEDS = {"/vong": round_of_worker, "/gui": dispatch, "/dang": publish}


def with_deeds(site):
    """The site, and the deeds at addresses of their own."""

    def answered(environ, start_response):
        deed = DEEDS.get(environ["PATH_INFO"])
        if deed is None or environ["REQUEST_METHOD"] != "POST":
            return site(environ, start_response)
        done = json.dumps(deed()).encode()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [done]

    return answered


def served():
    """The whole site behind its limits, as `conf.wsgi` serves it."""
    import django

    django.setup()
    prepare(Path(os.environ["TOASOAN_DATA"]))
    from toasoan.conf.wsgi import site

    return replace(site, application=with_deeds(site.application))


# The web process imports this module by its name; whoever starts it names the agency.
exchanging = served() if __name__ != "__main__" and "EXCHANGING" in os.environ else None

if __name__ == "__main__":
    serve(
        host="127.0.0.1",
        port=int(sys.argv[1]),
        workers=1,
        application="tests.operations.exchanging:exchanging",
    )
