"""The file that shows that an outlet used a story: kept like every file of the newsroom."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from toasoan.accounts.models import User
from toasoan.media.actions import written_files
from toasoan.media.downloads import file_name
from toasoan.media.models import Attachment, Reach
from toasoan.units.models import Agency
from toasoan.vietnamese.fold import slugify


@dataclass(frozen=True, slots=True)
class NewProof:
    """A proof as it was checked: `name` has the ending that fits the content."""

    name: str
    content: bytes


@contextmanager
def written_proof(
    new: NewProof | None, *, agency: Agency, actor: User
) -> Iterator[Attachment | None]:
    """The file on disk and its row, which the action within saves; removed again when it fails.

    Only the desk of the agency sees it (`media.queries.visible`).
    """
    if new is None:
        yield None
        return
    name = file_name(new.name)
    stem, _, ending = name.rpartition(".")
    proof = Attachment(
        title=name[:255],
        sent_name=name,
        agency=agency,
        reach=Reach.AGENCY,
        uploaded_by_user=actor,
        file_size=len(new.content),
    )
    with written_files() as files:
        files.write(proof.file, f"{slugify(stem)}.{ending}", new.content)
        yield proof
