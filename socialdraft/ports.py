"""What the workflows need from outside, as Protocols; `wiring.py` chooses the adapters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Protocol
from uuid import UUID

from socialdraft.policy import Policy
from socialdraft.pricing import Usage

Billed = Literal["no", "unknown"]


class ProviderError(Exception):
    """A provider call that gave no usable answer.

    `code`: rate_limited, money_out, auth (our key), model_gone, refused (moderation), rejected (our request), server,
    unreachable, timeout, unreadable; paused (nobody was asked). `billed`: "no" when the provider certainly did not
    charge, else "unknown".
    `retry_after`: seconds the provider asked us to wait. `retriable`: another attempt may succeed.
    """

    def __init__(
        self, code: str, *, billed: Billed, retriable: bool, retry_after: float | None = None, request_id: str = ""
    ) -> None:
        super().__init__(code)
        self.code, self.billed, self.retriable = code, billed, retriable
        self.retry_after, self.request_id = retry_after, request_id


@dataclass(frozen=True, slots=True)
class TextRequest:
    """One text call: developer `instructions`, untrusted `text`, and the JSON schema the answer must follow."""

    purpose: str
    model: str
    effort: str
    max_output_tokens: int
    instructions: str
    text: str
    schema_name: str
    schema: dict[str, Any]
    safety_id: str


@dataclass(frozen=True, slots=True)
class TextReply:
    """`text` is the raw answer (JSON when not `refused`); `usage` None means the provider did not say."""

    text: str
    usage: Usage | None
    request_id: str
    refused: bool = False
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One yes/no predicate for the judge; `id` is a risk rule."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    model: str
    text: str
    questions: tuple[Question, ...]
    safety_id: str


@dataclass(frozen=True, slots=True)
class JudgeReply:
    """Probability of "yes" per question id; a question the model declined is absent."""

    probabilities: dict[str, float]
    usage: Usage | None
    request_id: str


@dataclass(frozen=True, slots=True)
class ModerationReply:
    """Per text the kinds of harm the provider sees in it, none for most; `usage` is our count, as it is free."""

    harms: tuple[tuple[str, ...], ...]
    usage: Usage | None
    request_id: str


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """`count` pictures from a prompt, or, with `references` (PNG or JPEG bytes), edits of the first of them."""

    model: str
    prompt: str
    width: int
    height: int
    quality: str
    count: int
    safety_id: str
    references: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageReply:
    images: tuple[bytes, ...]
    usage: Usage | None
    request_id: str
    enlarged: bool = False  # the reference at another size, nothing redrawn


class TextModel(Protocol):
    def write(self, request: TextRequest, *, call_id: UUID) -> TextReply:
        """Answer in the request's schema; raises ProviderError."""
        ...

    def judge(self, request: JudgeRequest, *, call_id: UUID) -> JudgeReply:
        """Probability of each predicate; raises ProviderError."""
        ...

    def moderate(self, texts: Sequence[str], *, model: str, call_id: UUID) -> ModerationReply:
        """What the provider's own content rules say about each text; raises ProviderError."""
        ...


class ImageModel(Protocol):
    def draw(self, request: ImageRequest, *, call_id: UUID) -> ImageReply:
        """The pictures as the provider sent them (PNG); raises ProviderError."""
        ...


class ObjectStorage(Protocol):
    def put(self, content: bytes, *, content_type: str) -> str:
        """Store under a key made from the content's hash and return it; twice is harmless."""
        ...

    def get(self, key: str) -> bytes: ...

    def delete(self, key: str) -> None: ...

    def ready(self) -> bool: ...

    def keep(self, key: str, content: bytes) -> None:
        """Store under a name of our choosing, outside the pictures."""
        ...

    def keys(self, prefix: str) -> list[str]:
        """All names that begin so."""
        ...

    def older(self, prefix: str, *, than: datetime) -> list[str]:
        """The names that begin so and were stored before that."""
        ...


class Doorbell(Protocol):
    def ring(self, kind: str, job_id: UUID, *, again: bool = False) -> None:
        """Tell the workers that this job waits; best effort, the sweeper rings `again`, unless enough bells wait."""
        ...

    def announce(self, job_id: UUID) -> None:
        """Tell open pages that this job has news; best effort, the row is the truth."""
        ...


class MailFailed(Exception):
    """The letter was not accepted for delivery; another try may succeed."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail in two forms that say the same."""

    to: str
    subject: str
    text: str
    html: str


class Mailer(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand the letter to the mail server; raises MailFailed. An address nobody has is no failure."""
        ...

    def ready(self) -> bool:
        """Whether letters go anywhere at all."""
        ...


class WebhookFailed(Exception):
    """The other side did not take it; another try may succeed."""


class Webhook(Protocol):
    def send(self, url: str, body: Mapping[str, Any]) -> None:
        """Post the body as JSON; raises WebhookFailed unless the answer is a success."""
        ...


@dataclass(frozen=True, slots=True)
class Happening:
    """One event for the analytics tool; `who` is a keyed hash, `props` numbers and words from lists."""

    id: UUID
    name: str
    who: str
    props: Mapping[str, Any]
    at: datetime


class Analytics(Protocol):
    def send(self, happenings: Sequence[Happening]) -> None:
        """Hand these over; raises WebhookFailed. The same one twice counts once."""
        ...


class ProviderBooks(Protocol):
    def charged(self, month: date) -> Decimal | None:
        """Dollars the provider says this UTC month has cost; None where we may not ask. Raises ProviderError."""
        ...


class RateCounter(Protocol):
    def wait(self, name: str, *, limit: int, seconds: int) -> int:
        """Count one more under `name`: 0 while `limit` in `seconds` allow it, else the seconds to wait."""
        ...


class Tabs(Protocol):
    def note(self, session: str, tab: str) -> None:
        """A browser of this session (the hash of its cookie, in hex) has this tab open, or had until now."""
        ...

    def forget(self, session: str) -> None:
        """Drop what the tabs of this session hold on the server; best effort, all of it goes within hours."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a workflow may touch outside the database."""

    text: TextModel
    images: ImageModel
    storage: ObjectStorage
    doorbell: Doorbell
    mail: Mailer
    rates: RateCounter
    tabs: Tabs
    provider: str
    policy: Policy
    now: Callable[[], datetime]
    most_pictures: int = 10  # what one call gives at most
    takes_photos: bool = True  # whether new pictures may start from an owner's photo
    moderates: bool = True  # whether the server has an endpoint for that
