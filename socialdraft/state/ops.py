"""The operator's page: every handler asks for the badge first and is nobody's without it."""

from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from socialdraft.errors import NotFound
from socialdraft.i18n import message
from socialdraft.policy import Policy
from socialdraft.services import operators
from socialdraft.services.operations import controls, ledger
from socialdraft.settings import settings
from socialdraft.state.base import cookies_of, handler, locale_of, network_of, run
from socialdraft.state.ops_panel import Line, Panel, line_of, panel
from socialdraft.wiring import now


class Ops(rx.State):
    allowed: bool = False
    panel: Panel = Panel()
    word: str = ""
    lines: list[Line] = []
    told: str = ""

    @handler
    async def load(self) -> None:
        """Figures of this moment, and the newest calls."""
        self.told = ""
        await self._refresh()

    @handler
    async def search(self, form: dict[str, Any]) -> None:
        require_badge(self)
        self.word = str(form.get("word", ""))[:80]
        await self._refresh()

    @handler
    async def simulate(self, level: str) -> None:
        """Offer what this rung offers; empty is the truth."""
        await self._act(controls.simulate, level=int(level) if level.isdigit() else None, policy=settings().policy)

    @handler
    async def set_cap(self, form: dict[str, Any]) -> None:
        await self._act(controls.set_cap, usd=str(form.get("cap", "")), policy=settings().policy)

    @handler
    async def turn(self, name: str, *, on: bool) -> None:
        await self._act(controls.turn, name=name, on=on)

    async def _act(self, control: Any, **wishes: Any) -> None:
        require_badge(self)
        await run(control, network=network_of(self), now=now(), **wishes)
        self.told = message("ops.done", locale_of(self))
        await self._refresh()

    async def _refresh(self) -> None:
        self.allowed = False
        require_badge(self)
        self.panel, self.lines = await run(
            seen, now=now(), policy=settings().policy, locale=locale_of(self), word=self.word
        )
        self.allowed = True


def require_badge(state: rx.State) -> None:
    """`NotFound` for everybody but an operator."""
    if not operators.is_operator(cookies_of(state).get(operators.cookie_name()), now=now()):
        raise NotFound


def seen(session: Session, *, now: datetime, policy: Policy, locale: str, word: str) -> tuple[Panel, list[Line]]:
    found = [line_of(line, locale=locale) for line in ledger.search(session, word=word, limit=25)]
    return panel(session, now=now, policy=policy, locale=locale), found
