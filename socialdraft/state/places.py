"""Where each picture of a post stands on its page: every place is there from the start and keeps its number."""

from dataclasses import dataclass
from typing import Any

from socialdraft.i18n import message
from socialdraft.schemas import GalleryView, ImageView, JobView
from socialdraft.services.jobs import OPEN


@dataclass(frozen=True)
class Pair:
    """A picked idea and its finished picture; `after` is empty while it is `coming`, and where it failed."""

    number: int
    before: str
    after: str
    ratio: str
    label: str = ""
    compare: str = ""
    coming: bool = False
    drifted: bool = False
    enlarged: bool = False


def ideas_of(pictures: GalleryView, job: JobView | None, *, ratio: str, locale: str) -> list[dict[str, Any]]:
    """The gallery place by place: a picture, one that is still awaited, or one that could not be made."""
    here = {one.place: one for one in pictures.candidates}
    drawing = job is not None and job.kind == "candidates" and job.status in OPEN
    if not (here or drawing):
        return []
    # Only the newest gallery can be at work, and its places are the last ones.
    settled = pictures.places - job.progress.total if job and drawing else pictures.places
    return [
        {"place": place, "ratio": ratio, "label": message("gallery.idea", locale, number=place)}
        | _filling(here.get(place), awaited=place > settled)
        for place in range(1, pictures.places + 1)
    ]


def _filling(image: ImageView | None, *, awaited: bool) -> dict[str, Any]:
    if image is None:
        return {"state": "awaited" if awaited else "missing"}
    return {"state": "here", "id": str(image.id), "thumb": image.thumb_url, "full": image.url}


def pairs_of(pictures: GalleryView, *, ratio: str, locale: str, finishing: bool = False) -> list[Pair]:
    """The picks in their order, each with its finished picture once that is here."""
    ideas = {image.id: image.thumb_url for image in pictures.candidates}
    finals = {image.place: image for image in pictures.finals}
    return [
        _pair(number, ideas.get(pick, ""), finals.get(number), ratio=ratio, locale=locale, finishing=finishing)
        for number, pick in enumerate(pictures.picks, start=1)
    ]


def _pair(number: int, before: str, final: ImageView | None, *, ratio: str, locale: str, finishing: bool) -> Pair:
    return Pair(
        number,
        before,
        f"/api/images/{final.id}?size=screen" if final else "",
        ratio,
        label=message("gallery.final", locale, number=number),
        compare=message("gallery.compare", locale, number=number),
        coming=finishing and final is None,
        drifted=final is not None and final.drifted,
        enlarged=final is not None and final.enlarged,
    )
