"""Pictures from an OpenAI-compatible server: new ones from a prompt, or one picture again, finer."""

import base64
import binascii
import io
import zlib
from typing import Any
from uuid import UUID

from PIL import Image

from socialdraft.adapters import openai_replies as replies
from socialdraft.adapters.openai_client import Connection, headers, translated, unreadable
from socialdraft.ports import ImageReply, ImageRequest
from socialdraft.pricing import Usage


class OpenAIImages:
    """The picture port over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._client, self._provider = connection.client, connection.provider
        self._timeouts = connection.timeouts

    def draw(self, request: ImageRequest, *, call_id: UUID) -> ImageReply:
        """The usable PNGs of the reply, at most `count` and possibly fewer; raises ProviderError.

        A broken picture is left out, so that the good ones of a paid call are kept; a reply without any is
        "unreadable". Whoever asks compares the number of pictures with the number it wanted.
        """
        if request.references and not self._provider.edits:
            return _enlarged(request)
        with translated():
            raw = self._edit(request, call_id) if request.references else self._generate(request, call_id)
        reply = replies.read(raw, into=replies.ImagesReply)
        decoded = (_decoded(picture.b64_json) for picture in reply.data or [])
        usable = tuple(png for png in decoded if png)[: request.count]
        if not usable:
            raise unreadable(replies.request_id(raw))
        return ImageReply(
            images=usable,
            usage=replies.usage_of(reply.usage, kind=replies.ImageUsage),
            request_id=replies.request_id(raw),
        )

    def _generate(self, request: ImageRequest, call_id: UUID) -> Any:
        return self._client.images.with_raw_response.generate(
            n=min(request.count, self._provider.most_pictures),
            timeout=self._timeouts.of("candidate"),
            extra_headers=headers(call_id),
            **self._asked(request),
        )

    def _edit(self, request: ImageRequest, call_id: UUID) -> Any:
        return self._client.images.with_raw_response.edit(
            image=[_file(number, content) for number, content in enumerate(request.references, start=1)],
            n=min(request.count, self._provider.most_pictures),
            timeout=self._timeouts.of("final" if request.count == 1 else "candidate"),
            extra_headers=headers(call_id),
            **self._asked(request),
        )

    def _asked(self, request: ImageRequest) -> Any:
        asked: dict[str, Any] = {
            "model": request.model,
            "prompt": request.prompt,
            "size": f"{request.width}x{request.height}",
        }
        if self._provider.send_quality:
            asked |= {"quality": request.quality, "output_format": "png"}
        if self._provider.send_response_format:
            asked["response_format"] = "b64_json"
        extra: dict[str, Any] = {}
        if self._provider.own_parameters:
            extra["safety_identifier"] = request.safety_id
        if self._provider.steps:
            extra["num_inference_steps"] = self._provider.steps[request.quality]
        if self._provider.seeds and request.references:
            extra["seed"] = zlib.crc32(request.references[0])
        return asked | ({"extra_body": extra} if extra else {})


def _file(number: int, content: bytes) -> tuple[str, bytes, str]:
    ending, kind = ("jpg", "image/jpeg") if content.startswith(b"\xff\xd8") else ("png", "image/png")
    return f"reference-{number}.{ending}", content, kind


def _decoded(encoded: str | None) -> bytes | None:
    """The PNG, or None when it is missing, cut or damaged (its checksums tell)."""
    try:
        content = base64.b64decode(encoded or "", validate=True)
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            image.verify()
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return content


def _enlarged(request: ImageRequest) -> ImageReply:
    """The picked picture at the final size where a server cannot edit: not re-rendered, and free."""
    with Image.open(io.BytesIO(request.references[0])) as image:
        larger = image.convert("RGB").resize((request.width, request.height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    larger.save(out, "PNG")
    return ImageReply(images=(out.getvalue(),), usage=Usage(), request_id="", enlarged=True)
