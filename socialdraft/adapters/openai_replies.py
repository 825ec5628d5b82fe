"""The few fields we read from a provider's reply; anything else may come and go."""

from typing import Any, TypeVar

from pydantic import BaseModel, Field, NonNegativeInt, ValidationError

from socialdraft.adapters.openai_client import unreadable
from socialdraft.pricing import Usage


class CacheDetails(BaseModel):
    cached_tokens: NonNegativeInt | None = None


class TextUsage(BaseModel):
    """Usage of responses and decisions."""

    input_tokens: NonNegativeInt
    output_tokens: NonNegativeInt
    input_tokens_details: CacheDetails | None = None

    def priced(self) -> Usage:
        cached = (self.input_tokens_details and self.input_tokens_details.cached_tokens) or 0
        return _text(self.input_tokens, cached=cached, out=self.output_tokens)


class ChatUsage(BaseModel):
    prompt_tokens: NonNegativeInt
    completion_tokens: NonNegativeInt
    prompt_tokens_details: CacheDetails | None = None

    def priced(self) -> Usage:
        cached = (self.prompt_tokens_details and self.prompt_tokens_details.cached_tokens) or 0
        return _text(self.prompt_tokens, cached=cached, out=self.completion_tokens)


class ImageInput(BaseModel):
    text_tokens: NonNegativeInt
    image_tokens: NonNegativeInt


class ImageUsage(BaseModel):
    """Output tokens of a picture call are picture tokens, also where no details come with them."""

    input_tokens: NonNegativeInt
    output_tokens: NonNegativeInt
    input_tokens_details: ImageInput | None = None

    def priced(self) -> Usage:
        given = self.input_tokens_details
        # Without details the dearer reading, so that the ledger never shows too little.
        text, image = (given.text_tokens, given.image_tokens) if given else (0, self.input_tokens)
        return Usage(text_in=text, image_in=image, image_out=self.output_tokens)


class Content(BaseModel):
    type: str
    text: str = ""
    refusal: str = ""


class Item(BaseModel):
    type: str
    content: list[Content] | None = None


class Reason(BaseModel):
    reason: str | None = None


class ResponseReply(BaseModel):
    status: str | None = None
    output: list[Item]
    incomplete_details: Reason | None = None
    usage: Any = None

    def parts(self, kind: str) -> list[Content]:
        items = [item for item in self.output if item.type == "message"]
        return [part for item in items for part in item.content or [] if part.type == kind]


class ChatMessage(BaseModel):
    content: str | None = None
    refusal: str | None = None


class Choice(BaseModel):
    message: ChatMessage
    finish_reason: str | None = None


class ChatReply(BaseModel):
    choices: list[Choice] = Field(min_length=1)
    usage: Any = None


class Answer(BaseModel):
    type: str
    name: str | None = None
    probability: float | None = Field(default=None, ge=0, le=1)


class DecisionReply(BaseModel):
    answers: list[Answer]
    usage: Any = None


class Moderated(BaseModel):
    flagged: bool
    categories: dict[str, bool | None]

    @property
    def harms(self) -> tuple[str, ...]:
        return tuple(sorted(name for name, found in self.categories.items() if found)) if self.flagged else ()


class ModerationsReply(BaseModel):
    results: list[Moderated]


class Picture(BaseModel):
    b64_json: str | None = None


class ImagesReply(BaseModel):
    data: list[Picture] | None = None
    usage: Any = None


Reply = TypeVar("Reply", bound=BaseModel)


def read(raw: Any, *, into: type[Reply]) -> Reply:
    """The body of an SDK raw response; ProviderError "unreadable" when it is not the JSON we asked for."""
    try:
        return into.model_validate_json(raw.content)
    except ValidationError as error:
        raise unreadable(request_id(raw)) from error


def usage_of(given: Any, *, kind: type[TextUsage | ChatUsage | ImageUsage]) -> Usage | None:
    """What the provider says it used; None when it does not say, or says nonsense."""
    try:
        return kind.model_validate(given).priced()
    except ValidationError:
        return None


def request_id(raw: Any) -> str:
    return str(raw.headers.get("x-request-id", ""))


def _text(sent: int, *, cached: int, out: int) -> Usage:
    cached = min(cached, sent)
    return Usage(text_in=sent - cached, text_cached=cached, text_out=out)
