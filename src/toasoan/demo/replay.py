"""Replay one demo story through the same steps, guards and ledger entries as in an office."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toasoan.accounts.models import User
from toasoan.demo.people import person
from toasoan.demo.story import DemoPicture, DemoStory
from toasoan.demo.topics import video_of
from toasoan.editorial.actions import NewStory, begin_story, note_change, take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.media.actions import NewPicture, store_picture
from toasoan.media.models import Picture
from toasoan.outlets.actions import record_placement
from toasoan.outlets.models import Outlet
from toasoan.stories.models import BylineRole, Section, Story
from toasoan.stories.topics import Topic
from toasoan.units.models import Unit

_Event = tuple[dt.datetime, Step, str, Answers]


@dataclass
class Replay:
    """Replays demo stories; the rows that they refer to are looked up by code."""

    units: dict[str, Unit]
    users: dict[str, User]
    sections: dict[str, Section]
    outlets: dict[str, Outlet]
    pictures: dict[tuple[str, int], Picture]
    topics: dict[str, Topic]
    draw: Callable[[tuple[str, int]], bytes]

    def run(self, told: DemoStory) -> Story:
        """Begin the story, take its steps at their moments, place it with outlets."""
        story = begin_story(
            self._parts(told),
            unit=self.units[told.unit_code],
            actor=self.users[told.author_username],
            now=told.started_at,
        )
        for moment, step, username, answers in steps_of(told):
            take_step(story.pk, step, actor=self.users[username], answers=answers, now=moment)
        if told.correction:
            self._correct(story.pk, told)
        for placement in told.placements:
            record_placement(
                story.pk,
                self.outlets[placement.outlet_code],
                placed_on=placement.placed_on,
                headline=placement.headline,
                address=placement.where,
                actor=self.users[told.editor_username],
                now=max(
                    dt.datetime.combine(placement.placed_on, dt.time(12), tzinfo=dt.UTC),
                    told.decided_at or told.started_at,
                ),
            )
        return story

    def _parts(self, told: DemoStory) -> NewStory:
        standfirst = told.standfirst
        if told.correction:
            standfirst = standfirst.replace(told.correction.right, told.correction.wrong)
        author = person(told.author_username)
        return NewStory(
            headline=told.headline,
            standfirst=standfirst,
            body=tuple(self._body(told)),
            bylines=((author.full_name, BylineRole.WORDS_AND_PHOTOS),),
            genre=told.genre,
            section=self.sections[told.section_slug],
            topic=next((self.topics[tag] for tag in told.tags if tag in self.topics), None),
            source_line=told.source_line,
            tags=told.tags,
        )

    def _body(self, told: DemoStory) -> list[tuple[str, Any]]:
        """A photo after the first paragraph, the others spread over the text.

        A story in photos has the others together, behind the text.
        """
        body: list[tuple[str, Any]] = []
        pictures = list(told.pictures)
        for number, paragraph in enumerate(told.paragraphs):
            body.append(("paragraph", f"<p>{paragraph}</p>"))
            in_text = told.genre != "photo_story" or number == 0
            if pictures and number % 2 == 0 and in_text:
                body.append(("picture", self._picture(told, pictures.pop(0))))
        rest = [self._picture(told, picture) for picture in pictures]
        if told.genre == "photo_story" and len(rest) > 1:
            body.append(("gallery", {"title": "", "pictures": rest}))
        else:
            body.extend(("picture", picture) for picture in rest)
        if video := video_of(told):
            body.append(("video", video))
        return body

    def _picture(self, told: DemoStory, shown: DemoPicture) -> dict[str, Any]:
        key = (shown.illustration, shown.seed)
        picture = self.pictures[key]
        if told.outcome == "waiting":
            # What is on its way has a copy of its own, behind its unit's door.
            new = NewPicture(
                content=self.draw(key), filename=f"{shown.illustration}.jpg", title=shown.caption,
                description=shown.alt,
            )  # fmt: skip
            unit = self.units[told.unit_code]
            picture = store_picture(new, unit=unit, actor=self.users[told.author_username])
        return {
            "picture": picture.pk,
            "caption": shown.caption,
            "credit": "",
            "alternative_text": shown.alt,
        }

    def _correct(self, story_id: int, told: DemoStory) -> None:
        """The editor puts the words right, the approver lets the new edition out."""
        correction = told.correction
        if correction is None:
            return
        editor = self.users[told.editor_username]
        minute = dt.timedelta(minutes=1)
        begun_at, changed_at, proposed_at = (correction.at - n * minute for n in (40, 25, 20))
        take_step(story_id, Step.BEGIN_CORRECTION, actor=editor, answers=Answers(), now=begun_at)
        story = Story.objects.get(pk=story_id)
        text = story.get_latest_revision_as_object()
        text.standfirst = told.standfirst
        text.save_revision(user=editor, clean=False)
        note_change(story_id, actor=editor, now=changed_at)
        public = Answers(wrong=correction.wrong, right=correction.right, note=correction.note)
        take_step(story_id, Step.PROPOSE_CORRECTION, actor=editor, answers=public, now=proposed_at)
        approver = self.users[told.approver_username]
        take_step(story_id, Step.CORRECT, actor=approver, answers=public, now=correction.at)


def steps_of(told: DemoStory) -> list[_Event]:
    """The steps that the story has taken so far, in the order of their moments."""
    plain = Answers()
    because = Answers(reason_codes=(told.reason_code,) if told.reason_code else (), note=told.note)
    events: list[tuple[dt.datetime | None, Step, str, Answers]] = [
        (told.submitted_at, Step.SUBMIT, told.author_username, plain),
        (told.vetted_at, Step.VET, told.vetter_username, plain),
        (told.claimed_at, Step.CLAIM, told.editor_username, plain),
        (told.proposed_at, Step.PROPOSE, told.editor_username, plain),
    ]
    if told.returned:
        back = told.returned
        reasons = Answers(reason_codes=(back.reason_code,), note=back.note)
        who = told.vetter_username if back.by == "vetter" else told.editor_username
        events.append((back.at, Step.RETURN_TO_CONTRIBUTOR, who, reasons))
        events.append((back.resubmitted_at, Step.SUBMIT, told.author_username, plain))
        events.append((back.vetted_again_at, Step.VET, told.vetter_username, plain))
    if told.outcome == "rejected":
        events.append((told.decided_at, Step.REJECT, told.editor_username, because))
    elif told.open_step == "published_needs_confirmation":
        urgent = Answers(note=told.note or "Công điện yêu cầu thông tin ngay trong ngày")
        events.append((told.decided_at, Step.FORCE_PUBLISH, told.approver_username, urgent))
    elif told.is_published:
        events.append((told.decided_at, Step.APPROVE, told.approver_username, plain))
    dated = [(at, step, who, answers) for at, step, who, answers in events if at is not None]
    return sorted(dated, key=lambda event: event[0])
