"""What `/ops` shows, as words and figures: made from the queries in one transaction, for one language."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from socialdraft.i18n import dates, knows, message
from socialdraft.policy import SWITCHES, Policy
from socialdraft.services import alerts, operators, providers, switches
from socialdraft.services.operations import funnel, ledger, money, pictures, work
from socialdraft.services.workflows.deliver_alerts import said

TOP = 8
"""Models and causes shown one by one."""


@dataclass(frozen=True)
class Line:
    """A name, what is said of it, and whether it is a worry."""

    name: str
    told: str
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """Something the operator can press."""

    name: str
    label: str
    pressed: bool


@dataclass(frozen=True)
class Panel:
    """Everything on the page but the search."""

    as_of: str = ""
    cap: str = ""
    figures: list[Line] = field(default_factory=list)
    percent: int = 0
    levels: list[Choice] = field(default_factory=list)
    switches: list[Choice] = field(default_factory=list)
    forecast: list[Line] = field(default_factory=list)
    burn: list[dict[str, Any]] = field(default_factory=list)
    burn_models: list[dict[str, Any]] = field(default_factory=list)
    outputs: list[Line] = field(default_factory=list)
    likeness: list[Line] = field(default_factory=list)
    costs: list[Line] = field(default_factory=list)
    funnel: list[dict[str, Any]] = field(default_factory=list)
    cohorts: list[Line] = field(default_factory=list)
    work: list[Line] = field(default_factory=list)
    failures: list[Line] = field(default_factory=list)
    health: list[Line] = field(default_factory=list)
    alerts: list[Line] = field(default_factory=list)
    sweeps: list[Line] = field(default_factory=list)
    acts: list[Line] = field(default_factory=list)


def panel(session: Session, *, now: datetime, policy: Policy, locale: str) -> Panel:
    month = money.month(session, now=now, policy=policy)
    return Panel(
        as_of=_moment(now, locale),
        cap=str(month.cap.quantize(Decimal("0.01"))),
        figures=_figures(month, policy=policy, locale=locale),
        percent=min(int(month.share * 100), 100),
        levels=_levels(month, policy=policy, locale=locale),
        switches=_switches(switches.off(session), locale=locale),
        forecast=[_forecast(each, locale=locale) for each in money.forecast(month, now=now, policy=policy)],
        burn=_burn(money.per_day(session, by="kind", now=now)),
        burn_models=_burn(money.per_day(session, by="model", now=now)),
        outputs=[_output(each, locale=locale) for each in money.outputs(session, now=now)],
        likeness=_likeness(pictures.likeness(session, now=now), locale=locale),
        costs=_costs(session, now=now, policy=policy, locale=locale),
        funnel=[
            {"step": message(f"ops.step.{step.name.replace('.', '_')}", locale), "owners": step.owners}
            for step in funnel.steps(session, now=now)
        ],
        cohorts=[_cohort(each, locale=locale) for each in funnel.retention(session, now=now)],
        work=_work(session, now=now, locale=locale),
        failures=[
            Line(f"{each.where}: {each.cause}", f"×{each.count}", note=each.example)
            for each in work.failures(session, now=now)[:TOP]
        ],
        health=_health(session, now=now, locale=locale),
        alerts=_alerts(session, locale=locale),
        sweeps=_sweeps(session, now=now, locale=locale),
        acts=[Line(act.action, str(act.details or ""), note=_moment(act.created_at, locale)) for act in _acts(session)],
    )


def _likeness(found: pictures.Likeness, *, locale: str) -> list[Line]:
    if not found.finals:
        return []
    figures = {"middle": f"{found.middle:.3f}", "high": f"{found.high:.3f}", "enlarged": str(found.enlarged)}
    lines = [Line(message(f"ops.likeness.{key}", locale), told) for key, told in figures.items()]
    drifted = message("ops.likeness.of", locale, drifted=found.drifted, count=found.finals)
    return [*lines, Line(message("ops.likeness.drifted", locale), drifted, tone="warn" if found.drifted else "")]


def dollars(usd: Decimal | None) -> str:
    """Cents where they say something, more digits for what costs less than one."""
    if usd is None:
        return "–"
    return f"${usd:,.2f}" if usd >= 1 or usd == 0 else f"${usd:.4f}"


def short(model: str) -> str:
    """A model's name without its maker and its day."""
    return re.sub(r"-\d{4}-\d{2}-\d{2}$", "", model.removeprefix("gpt-"))


def _moment(when: datetime, locale: str) -> str:
    return dates.moment(when, locale, "UTC")


def _float(usd: Decimal) -> float:
    return float(round(usd, 4))


def _figures(month: money.Month, *, policy: Policy, locale: str) -> list[Line]:
    name = policy.ladder[month.level].name
    figures = {"cap": month.cap, "spent": month.spent, "held": month.held, "assumed": month.assumed}
    lines = [Line(message(f"ops.{key}", locale), dollars(usd)) for key, usd in figures.items()]
    share = f"{month.share * 100:.1f} %"
    return [
        *lines,
        Line(message("ops.share", locale), share),
        Line(message("ops.burn_day", locale), dollars(month.burn_per_day)),
        Line(message("ops.level", locale), _level(name, locale), tone="warn" if month.level else ""),
    ]


def _level(name: str, locale: str) -> str:
    return message(f"ops.rung.{name}", locale) if knows(f"ops.rung.{name}") else name


def _levels(month: money.Month, *, policy: Policy, locale: str) -> list[Choice]:
    truth = Choice("", message("ops.truth", locale), month.simulated is None)
    rungs = [
        Choice(str(index), _level(rung.name, locale), month.simulated == index)
        for index, rung in enumerate(policy.ladder)
    ]
    return [truth, *rungs]


def _switches(off: set[str], *, locale: str) -> list[Choice]:
    return [Choice(name, message(f"ops.switch.{name}", locale), name not in off) for name in SWITCHES]


def _forecast(found: money.Forecast, *, locale: str) -> Line:
    name = f"{_level(found.name, locale)} ({found.enter * 100:.0f} %)"
    if found.reached:
        return Line(name, message("ops.reached", locale), tone="warn")
    return Line(name, dates.day(found.on, locale) if found.on else message("ops.not_this_month", locale))


def _burn(days: list[tuple[date, str, Decimal]]) -> list[dict[str, Any]]:
    """One row a day with a column per kind or model, as the chart wants it."""
    rows: dict[str, dict[str, Any]] = {}
    for day, kind, usd in days:
        rows.setdefault(f"{day:%m-%d}", {"day": f"{day:%m-%d}"})[short(kind)] = _float(usd)
    return list(rows.values())


def _output(found: money.Output, *, locale: str) -> Line:
    note = message("ops.of", locale, usd=dollars(found.usd), count=found.count)
    return Line(message(f"ops.output.{found.name}", locale), dollars(found.each), note=note)


def _costs(session: Session, *, now: datetime, policy: Policy, locale: str) -> list[Line]:
    """Dollars by model, rung, platform and region."""
    lines = []
    for dimension in ("model", "level", "platform", "region"):
        for word, usd, calls in money.by(session, dimension, now=now):
            name = _word(dimension, word, policy=policy, locale=locale)
            note = message("ops.calls", locale, count=calls)
            lines.append(Line(f"{message(f'ops.by.{dimension}', locale)}: {name}", dollars(usd), note=note))
    return lines


def _word(dimension: str, word: str, *, policy: Policy, locale: str) -> str:
    if not word:
        return message("ops.none", locale)
    return _level(policy.ladder[int(word)].name, locale) if dimension == "level" else word


def _cohort(found: funnel.Cohort, *, locale: str) -> Line:
    back = " · ".join(f"{owners * 100 // max(found.size, 1)} %" for owners in found.back)
    return Line(dates.day(found.week, locale), back, note=message("ops.newcomers", locale, count=found.size))


def _work(session: Session, *, now: datetime, locale: str) -> list[Line]:
    queue = work.queue(session, now=now)
    failed, ended = work.failure_rate(session, now=now)
    return [
        Line(message("ops.waiting", locale), str(queue.waiting)),
        Line(message("ops.running", locale), str(queue.running)),
        Line(message("ops.age", locale), f"{queue.age:.0f} s", tone="warn" if queue.age > 60 else ""),  # noqa: PLR2004
        Line(message("ops.lost", locale), str(queue.lost_leases), tone="warn" if queue.lost_leases else ""),
        Line(message("ops.failed_hour", locale), f"{failed} / {ended}", tone="warn" if failed else ""),
    ]


def _health(session: Session, *, now: datetime, locale: str) -> list[Line]:
    """Who is paused by the breaker and why, then how each kind of call went."""
    paused = [
        Line(name, message("ops.paused", locale), tone="danger", note=reason)
        for name, reason in providers.paused(session, now=now).items()
    ]
    return paused + [_calls(each, locale=locale) for each in work.health(session, now=now)]


def _calls(found: work.Health, *, locale: str) -> Line:
    told = message("ops.answers", locale, calls=found.calls, failed=found.failed, unknown=found.unknown)
    bad = found.failed + found.unknown
    return Line(f"{found.provider}: {found.kind}", told, tone="warn" if bad else "done", note=f"p95 {found.slow:.1f} s")


def _alerts(session: Session, *, locale: str) -> list[Line]:
    lines = []
    for alert, ways in alerts.recent(session):
        sent = [way.channel for way in ways if way.sent_at]
        waiting = [f"{way.channel}: {way.error or '…'} (×{way.attempts})" for way in ways if not way.sent_at]
        note = " · ".join([_moment(alert.created_at, locale), *sent, *waiting])
        sentence = said(alert.rule, alert.level, alert.details, locale=locale)
        lines.append(Line(sentence, alert.period, tone="warn" if waiting else "", note=note))
    return lines


def _sweeps(session: Session, *, now: datetime, locale: str) -> list[Line]:
    lines = []
    for row in work.sweeps(session):
        late = row.due_at < now - alerts.LATE
        state = "late" if late else "failing" if row.failures else "fine"
        ran = _moment(row.finished_at, locale) if row.finished_at else "–"
        note = " · ".join(part for part in (ran, message("ops.sweep.did", locale, count=row.count), row.error) if part)
        tone = "done" if state == "fine" else "danger"
        lines.append(Line(row.name, message(f"ops.sweep.{state}", locale), tone=tone, note=note))
    return lines


def _acts(session: Session) -> list[Any]:
    return operators.noted(session)


def line_of(found: ledger.Line, *, locale: str) -> Line:
    """One call of the ledger."""
    usd = dollars(found.usd if found.usd is not None else found.usd_held)
    tone = {"posted": "done", "assumed": "warn", "voided": ""}.get(found.state, "accent")
    parts = (_moment(found.created_at, locale), short(found.model), found.error, found.id)
    note = " · ".join(part for part in parts if part)
    return Line(f"{found.kind} · {found.purpose}", f"{usd} {found.state}", tone=tone, note=note)
