"""Replay one demo story through the same steps, guards and ledger entries as in an office."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.demo.paper import paper
from toasoan.demo.people import person
from toasoan.demo.sending_on import is_recent, send_on
from toasoan.demo.story import DemoPicture, DemoPlacement, DemoStory
from toasoan.demo.topics import video_of
from toasoan.editorial.actions import NewStory, begin_story, note_change, take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.media.actions import store_picture
from toasoan.media.models import Attachment, Picture
from toasoan.media.reading import NewPicture
from toasoan.outlets.models import Outlet, PlacementSource
from toasoan.outlets.placements import record_placement
from toasoan.stories.models import BylineRole, Section, Story
from toasoan.stories.raw_body import RawBody
from toasoan.stories.topics import Topic
from toasoan.units.models import Unit

#: Days within which a use that an outlet reported has not been looked at by the desk.
_NOT_LOOKED_AT = 14

_TimedStep = tuple[dt.datetime, Step, str, Answers]


@dataclass
class Replay:
    """Replays demo stories; the rows that they refer to are looked up by code."""

    units: dict[str, Unit]
    users: dict[str, User]
    sections: dict[str, Section]
    outlets: dict[str, Outlet]
    pictures: dict[tuple[str, int], Picture]
    topics: dict[str, Topic]
    drawings: dict[tuple[str, int], NewPicture]

    def run(self, demo_story: DemoStory) -> Story:
        """Begin the story, take its steps at their moments, place it with outlets."""
        story = begin_story(
            self._parts(demo_story),
            unit=self.units[demo_story.unit_code],
            actor=self.users[demo_story.author_username],
            now=demo_story.started_at,
        )
        for moment, step, username, answers in steps_of(demo_story):
            # Everybody has read the text that there is: nobody changes it between the steps.
            read = replace(answers, revision_id=story.latest_revision_id)
            take_step(story.pk, step, actor=self.users[username], answers=read, now=moment)
        if demo_story.correction:
            self._correct(story.pk, demo_story)
        if is_recent(demo_story, timezone.now()):
            editor = self.users[demo_story.editor_username]
            send_on(story.pk, demo_story, self.outlets, editor)
        if down := demo_story.taken_down:
            approver = self.users[demo_story.approver_username]
            because = Answers(take_down_kind=down.kind, note="Trùng với bài đã đăng của đơn vị.")
            take_step(story.pk, Step.TAKE_DOWN, actor=approver, answers=because, now=down.at)
        for placement in demo_story.placements:
            self._place(story.pk, demo_story, placement)
        return story

    def _place(self, story_id: int, demo_story: DemoStory, placement: DemoPlacement) -> None:
        """Enter that an outlet used the story; some tell it themselves, nobody has looked yet."""
        editor = self.users[demo_story.editor_username]
        is_reported = (timezone.now().date() - placement.placed_on).days < _NOT_LOOKED_AT
        record_placement(
            story_id,
            self.outlets[placement.outlet_code],
            placed_on=placement.placed_on,
            headline=placement.headline,
            address=placement.where,
            actor=None if is_reported else editor,
            source=PlacementSource.BY_MAIL_LINK if is_reported else PlacementSource.BY_HAND,
            now=max(
                dt.datetime.combine(placement.placed_on, dt.time(12), tzinfo=dt.UTC),
                demo_story.decided_at or demo_story.started_at,
            ),
        )

    def _parts(self, demo_story: DemoStory) -> NewStory:
        standfirst = demo_story.standfirst
        if demo_story.correction:
            standfirst = standfirst.replace(
                demo_story.correction.right, demo_story.correction.wrong
            )
        author = person(demo_story.author_username)
        return NewStory(
            texts={
                "headline": demo_story.headline,
                "standfirst": standfirst,
                "source_line": demo_story.source_line,
            },
            body=self._body(demo_story),
            bylines=((author.full_name, BylineRole.WORDS_AND_PHOTOS),),
            genre=demo_story.genre,
            section=self.sections[demo_story.section_slug],
            topic=next((self.topics[tag] for tag in demo_story.tags if tag in self.topics), None),
            tags=demo_story.tags,
        )

    def _body(self, demo_story: DemoStory) -> tuple[tuple[str, Any], ...]:
        """A photo after the first paragraph, the others spread over the text.

        A story in photos has the others together, behind the text.
        """
        if demo_story.parts:
            return tuple(self._part(demo_story, *part) for part in demo_story.parts)
        body = RawBody()
        pictures = list(demo_story.pictures)
        for number, paragraph in enumerate(demo_story.paragraphs):
            body.text(f"<p>{paragraph}</p>")
            in_text = demo_story.genre != "photo_story" or number == 0
            if pictures and number % 2 == 0 and in_text:
                body.block("picture", self._picture(demo_story, pictures.pop(0)))
        rest = [self._picture(demo_story, picture) for picture in pictures]
        if demo_story.genre == "photo_story" and len(rest) > 1:
            body.block("gallery", {"title": "", "pictures": rest})
        else:
            for picture in rest:
                body.block("picture", picture)
        if video := video_of(demo_story):
            body.block("video", video)
        return body.blocks()

    def _part(self, demo_story: DemoStory, kind: str, value: Any) -> tuple[str, Any]:
        if isinstance(value, DemoPicture):
            return kind, self._picture(demo_story, value)
        if kind == "file":
            title, filename = value
            unit = self.units[demo_story.unit_code]
            file = ContentFile(paper(title), name=filename)
            user = self.users[demo_story.author_username]
            kept = Attachment.objects.create(
                title=title, file=file, unit=unit, uploaded_by_user=user
            )
            return kind, {"file": kept.pk, "title": title}
        return kind, value

    def _picture(self, demo_story: DemoStory, shown: DemoPicture) -> dict[str, Any]:
        key = (shown.illustration, shown.seed)
        picture = self.pictures[key]
        if demo_story.outcome == "waiting":
            # What is on its way has a copy of its own, behind its unit's door.
            new = replace(self.drawings[key], title=shown.caption, description=shown.alt)
            unit = self.units[demo_story.unit_code]
            picture = store_picture(new, unit=unit, actor=self.users[demo_story.author_username])
        return {
            "picture": picture.pk,
            "caption": shown.caption,
            "credit": "",
            "alternative_text": shown.alt,
        }

    def _correct(self, story_id: int, demo_story: DemoStory) -> None:
        """The editor puts the words right, the approver lets the new edition out."""
        correction = demo_story.correction
        if correction is None:
            return
        editor = self.users[demo_story.editor_username]
        minute = dt.timedelta(minutes=1)
        begun_at, changed_at, proposed_at = (correction.at - n * minute for n in (40, 25, 20))
        take_step(story_id, Step.BEGIN_CORRECTION, actor=editor, answers=Answers(), now=begun_at)
        story = Story.objects.get(pk=story_id)
        text = story.get_latest_revision_as_object()
        text.standfirst = demo_story.standfirst
        corrected = text.save_revision(user=editor, clean=False)
        note_change(story_id, actor=editor, now=changed_at)
        public = Answers(wrong=correction.wrong, right=correction.right, note=correction.note)
        take_step(story_id, Step.PROPOSE_CORRECTION, actor=editor, answers=public, now=proposed_at)
        approver = self.users[demo_story.approver_username]
        read = replace(public, revision_id=corrected.pk)
        take_step(story_id, Step.CORRECT, actor=approver, answers=read, now=correction.at)


def steps_of(demo_story: DemoStory) -> list[_TimedStep]:
    """The steps that the story has taken so far, in the order of their moments."""
    plain = Answers()
    because = Answers(
        reason_codes=(demo_story.reason_code,) if demo_story.reason_code else (),
        note=demo_story.note,
    )
    events: list[tuple[dt.datetime | None, Step, str, Answers]] = [
        (demo_story.submitted_at, Step.SUBMIT, demo_story.author_username, plain),
        (demo_story.vetted_at, Step.VET, demo_story.vetter_username, plain),
        (demo_story.claimed_at, Step.CLAIM, demo_story.editor_username, plain),
        (demo_story.proposed_at, Step.PROPOSE, demo_story.editor_username, plain),
    ]
    if demo_story.returned:
        back = demo_story.returned
        reasons = Answers(reason_codes=(back.reason_code,), note=back.note)
        who = demo_story.vetter_username if back.by == "vetter" else demo_story.editor_username
        events.append((back.at, Step.RETURN_TO_CONTRIBUTOR, who, reasons))
        events.append((back.resubmitted_at, Step.SUBMIT, demo_story.author_username, plain))
        events.append((back.vetted_again_at, Step.VET, demo_story.vetter_username, plain))
    if demo_story.outcome == "rejected":
        events.append((demo_story.decided_at, Step.REJECT, demo_story.editor_username, because))
    elif demo_story.open_step == "published_needs_confirmation":
        urgent = Answers(note=demo_story.note or "Công điện yêu cầu thông tin ngay trong ngày")
        events.append(
            (demo_story.decided_at, Step.FORCE_PUBLISH, demo_story.approver_username, urgent)
        )
    elif demo_story.is_published:
        events.append((demo_story.decided_at, Step.APPROVE, demo_story.approver_username, plain))
    dated = [(at, step, who, answers) for at, step, who, answers in events if at is not None]
    return sorted(dated, key=lambda event: event[0])
