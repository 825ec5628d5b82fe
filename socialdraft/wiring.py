"""Where the ports get their adapters: settings in, one set per process out."""

import gc
import os
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from time import monotonic
from urllib.parse import urlsplit

from sqlalchemy.orm import configure_mappers

from socialdraft.adapters.http_webhook import HttpWebhook
from socialdraft.adapters.mailbox import LocalMailbox
from socialdraft.adapters.openai_costs import OpenAICosts
from socialdraft.adapters.posthog import PostHog
from socialdraft.adapters.redis_rates import RedisRates
from socialdraft.adapters.redis_tabs import RedisTabs
from socialdraft.adapters.rq_queue import RqDoorbell
from socialdraft.adapters.s3 import S3Storage
from socialdraft.adapters.smtp import NoMailer, SmtpMailer
from socialdraft.db import clock_lag
from socialdraft.ports import Ports
from socialdraft.services import imaging
from socialdraft.services.workflows.deliver_alerts import Addressee, Courier
from socialdraft.settings import settings


@cache
def ports() -> Ports:
    """This process's adapters, chosen by the settings; the provider's client is slow to import, so only here."""
    from socialdraft.adapters.openai_client import connect
    from socialdraft.adapters.openai_images import OpenAIImages
    from socialdraft.adapters.openai_text import OpenAIText

    chosen = settings()
    connection = connect(base_url=chosen.openai_base_url, api_key=chosen.api_key, provider=chosen.provider)
    return Ports(
        text=OpenAIText(connection),
        images=OpenAIImages(connection),
        storage=storage(),
        doorbell=doorbell(),
        mail=mailer(),
        rates=rates(),
        tabs=tabs(),
        provider=chosen.provider,
        policy=chosen.policy,
        now=now,
        most_pictures=connection.provider.most_pictures,
        takes_photos=connection.provider.edits,
        moderates=connection.provider.moderations,
    )


_inherited: list[Ports] = []
"""Adapters that were built and never used, so that a forked child may take them over."""


def warm() -> None:
    """Load what every forked child will need; this process itself must not use its ports afterwards."""
    from PIL import Image

    from socialdraft.adapters.openai_client import preload

    _inherited.append(ports())
    preload()
    configure_mappers()
    imaging.thumbnail(Image.new("RGB", (1, 1)))  # Pillow loads its formats when it meets the first
    gc.collect()
    gc.freeze()  # a collection in the child would copy every page that it shares with its parent


@cache
def doorbell() -> RqDoorbell:
    """The doorbell with its ear: pages also `watch` a job."""
    return RqDoorbell(settings().redis_url)


@cache
def rates() -> RedisRates:
    return RedisRates(settings().redis_url)


@cache
def tabs() -> RedisTabs:
    return RedisTabs(settings().redis_url)


@cache
def mailer() -> SmtpMailer | LocalMailbox | NoMailer:
    """By SMTP where it is set; without it into the local mailbox, and on a public site nowhere."""
    chosen = settings()
    if chosen.smtp_url:
        return SmtpMailer(chosen.smtp_url, site=urlsplit(chosen.origin).hostname or "localhost")
    return NoMailer() if chosen.secure else LocalMailbox(chosen.redis_url)


@cache
def courier() -> Courier:
    """Carries alerts and events out."""
    return Courier(mail=mailer(), webhook=HttpWebhook(), now=now)


def addressee() -> Addressee:
    """Where alerts go. A local mailbox is no place for them: nobody reads it."""
    chosen = settings()
    return Addressee(chosen.alert_email if chosen.smtp_url else "", chosen.alert_webhook_url, chosen.origin)


@cache
def analytics() -> PostHog | None:
    """None without a key: events then stay in the table."""
    key = settings().posthog_api_key.get_secret_value()
    return PostHog(host=settings().posthog_host, key=key) if key else None


@cache
def provider_books() -> OpenAICosts:
    """The provider's own sums; the studio's take its own key, OpenAI's an admin key."""
    chosen = settings()
    key = chosen.socialdraft_studio_key if chosen.socialdraft_studio else chosen.openai_admin_key
    return OpenAICosts(base_url=chosen.openai_base_url, key=key.get_secret_value())


def now() -> datetime:
    """The time by the database's clock, so that two machines agree whose lease has ended and which week it is."""
    return datetime.now(UTC) + _lag(int(monotonic() // 60))


@lru_cache(maxsize=1)
def _lag(_minute: int) -> timedelta:
    """Asked once a minute."""
    return clock_lag()


@cache
def storage() -> S3Storage:
    chosen = settings()
    return S3Storage(
        endpoint_url=chosen.s3_endpoint_url,
        bucket=chosen.s3_bucket,
        access_key=chosen.aws_access_key_id or None,
        secret_key=chosen.aws_secret_access_key.get_secret_value() or None,
    )


def _forget() -> None:
    """A forked child must not share its parent's connections; a warm parent has none."""
    if _inherited:
        return
    ports.cache_clear()
    doorbell.cache_clear()
    rates.cache_clear()
    tabs.cache_clear()
    mailer.cache_clear()
    storage.cache_clear()
    courier.cache_clear()
    analytics.cache_clear()
    provider_books.cache_clear()
    _lag.cache_clear()


os.register_at_fork(after_in_child=_forget)
