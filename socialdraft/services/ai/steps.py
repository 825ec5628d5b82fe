"""What the AI steps share: prompt files, closed reply schemas, and cleaning of untrusted text."""

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

PROMPTS = Path(__file__).parent / "prompts"
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
BLOCK_TAG = re.compile(r"</?\s*business_text[^>]{0,80}>?", re.IGNORECASE)


class Unusable(ValueError):
    """The model's reply is not what the step asked for."""


class Closed(BaseModel):
    """A reply that may hold exactly these fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Reply = TypeVar("Reply", bound=Closed)


def schema_of(model: type[Closed]) -> dict[str, Any]:
    """The model's JSON schema in the shape strict mode takes: closed, all required, no references."""
    schema = model.model_json_schema()
    shared = schema.pop("$defs", {})
    closed: dict[str, Any] = _inlined(schema, shared)
    return closed


def _inlined(node: Any, shared: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_inlined(item, shared) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        node = {**shared[node["$ref"].rsplit("/", 1)[-1]], **node}
    # A property may itself be called "title", so only string titles are pydantic's decoration.
    skip = {"$ref"} | ({"title"} if isinstance(node.get("title"), str) else set())
    return {key: _inlined(value, shared) for key, value in node.items() if key not in skip}


def parsed(raw: str, *, into: type[Reply]) -> Reply:
    """The reply as the step's model; raises Unusable."""
    try:
        return into.model_validate_json(raw)
    except ValidationError as error:
        raise Unusable(into.__name__) from error


@cache
def prompt(name: str) -> str:
    """The prompt file of this name, read once."""
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8").strip()


@cache
def section(name: str, heading: str) -> str:
    """What stands under `## heading` in a prompt file; KeyError when there is no such heading."""
    parts = re.split(r"^## +(.+)$", prompt(name), flags=re.MULTILINE)
    return {parts[i].strip(): parts[i + 1].strip() for i in range(1, len(parts), 2)}[heading]


def cleaned(text: str) -> str:
    """NFC text without invisible, direction-changing or control characters; line breaks stay."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(sign for sign in plain if _visible(sign))


def _visible(sign: str) -> bool:
    # U+200D joins emoji, U+FE0F shapes them; other format characters only hide things.
    if sign in "\n\t\u200d\ufe0f":
        return True
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def arabic(text: str) -> str:
    """The same text with Thai digits as 0-9."""
    return text.translate(THAI_DIGITS)


def fenced(text: str, *, secret: str) -> str:
    """Untrusted text between tags it cannot close, because it cannot know their id."""
    body = _unfenced(text)
    mark = nonce(text, secret=secret)
    return f'<business_text id="{mark}">\n{body}\n</business_text id="{mark}">'


def nonce(text: str, *, secret: str) -> str:
    """The id of the tags around this text; whoever repeats it quotes the prompt."""
    return hashlib.sha256(f"{secret}\n{_unfenced(text)}".encode()).hexdigest()[:16]


def _unfenced(text: str) -> str:
    return BLOCK_TAG.sub("", cleaned(text))
