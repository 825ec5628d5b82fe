"""All posts of the owner, newest first, narrowed by platform and status."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from sqlmodel import Session

from socialdraft.i18n import dates, message
from socialdraft.schemas import PostView
from socialdraft.services import accounts, captions, posts
from socialdraft.services.owners import Owner
from socialdraft.state.base import handler, locale_of, run_as_owner


@dataclass(frozen=True)
class Card:
    href: str
    platform: str
    kind: str
    status: str
    first: str
    language: str
    week: str
    thumb: str


class Drafts(rx.State):
    loaded: bool = False
    cards: list[Card] = []
    platform: str = ""
    status: str = ""

    @handler
    async def load(self) -> Any:
        known, found = await run_as_owner(self, seen)
        if not known:
            return rx.redirect("/start", replace=True)
        self.cards = [card_of(post, locale=locale_of(self)) for post in found]
        self.loaded = True
        return None

    @rx.event
    def narrow_platform(self, platform: str) -> None:
        self.platform = platform

    @rx.event
    def narrow_status(self, status: str) -> None:
        self.status = status

    @rx.event
    def clear(self) -> None:
        self.platform = self.status = ""

    @rx.var
    def platforms(self) -> list[str]:
        return sorted({card.platform for card in self.cards})

    @rx.var
    def shown(self) -> list[Card]:
        return [
            card for card in self.cards if self.platform in ("", card.platform) and self.status in ("", card.status)
        ]


def seen(session: Session, *, owner: Owner) -> tuple[bool, list[PostView]]:
    return accounts.business_of(session, owner=owner) is not None, posts.all_of(session, owner=owner)


def card_of(post: PostView, *, locale: str) -> Card:
    return Card(
        href=f"/drafts/{post.id}",
        platform=post.platform_type.value,
        kind=post.post_type.value,
        status=post.status,
        first=captions.opening(post.caption_text),
        language=post.language.value,
        week=message("drafts.week_of", locale, day=dates.short_day(post.week_start_date, locale)),
        thumb=post.thumb_url or "",
    )
