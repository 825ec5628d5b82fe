"""The picture endpoints: new pictures from a prompt, and one picture again at another size."""

import asyncio
import base64
import io
import re
from functools import partial
from typing import Any

from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

from socialdraft import pricing
from socialdraft.studio import easel, meter, wire
from socialdraft.studio.calls import Call, Unacceptable, Work, serve
from socialdraft.studio.easel import Easel

SIZE = re.compile(r"(\d{2,4})x(\d{2,4})")
PIXELS = range(655_360, 8_294_401)
MOST_PICTURES = 10
STEP, STEEPEST = 16, 3
JPEG = b"\xff\xd8\xff"
"""How a photo begins; what is drawn here is always PNG."""


async def generations(request: Request) -> Response:
    return await serve(request, make=partial(_generate, _easel(request)), pace="candidate_s")


async def edits(request: Request) -> Response:
    return await serve(request, make=partial(_edit, _easel(request)), pace="final_s")


async def _generate(draughts: Easel, call: Call) -> Work:
    order = _order(call)
    usage = _usage(order, reference=None)
    return _work(order, pictures=await _drawn(draughts, order), usage=usage)


async def _drawn(draughts: Easel, order: dict[str, Any], *, photo: bytes = b"") -> list[bytes]:
    drawn = (
        draughts.run(
            easel.draw,
            order["prompt"],
            index=index,
            width=order["width"],
            height=order["height"],
            detail=order["quality"],
            photo=photo,
        )
        for index in range(order["count"])
    )
    return list(await asyncio.gather(*drawn))


async def _edit(draughts: Easel, call: Call) -> Work:
    """A photo becomes new pictures around it; a picture drawn here is drawn again."""
    order = _order(call)
    if len(call.files) != 1:
        raise _invalid("The studio starts from one picture at a time.")
    usage = _usage(order, reference=_size_of(call.files[0]))
    if call.files[0].startswith(JPEG):
        return _work(order, pictures=await _drawn(draughts, order, photo=call.files[0]), usage=usage)
    if order["count"] != 1:
        raise _invalid("The studio redraws one picture at a time.")
    try:
        picture = await draughts.run(
            easel.redraw, call.files[0], width=order["width"], height=order["height"], detail=order["quality"]
        )
    except ValueError as error:
        raise _invalid(f"The studio redraws only what it drew: {error}") from error
    return _work(order, pictures=[picture], usage=usage)


def _easel(request: Request) -> Easel:
    easel: Easel = request.app.state.studio.easel
    return easel


def _order(call: Call) -> dict[str, Any]:
    """The call's parameters, checked as the provider checks them."""
    body = call.body
    if "response_format" in body or body.get("output_format", "png") != "png":
        raise _invalid("The studio answers with base64 PNG only.")
    width, height = _dimensions(str(body.get("size")))
    count = int(body.get("n") or 1)
    if not body.get("prompt") or not 1 <= count <= MOST_PICTURES:
        raise _invalid("A prompt and n from 1 to 10, please.")
    return {
        "model": str(body.get("model")),
        "prompt": str(body["prompt"]),
        "width": width,
        "height": height,
        "size": body["size"],
        "quality": str(body.get("quality")),
        "count": count,
    }


def _dimensions(size: str) -> tuple[int, int]:
    match = SIZE.fullmatch(size)
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    whole = width % STEP == 0 and height % STEP == 0 and width * height in PIXELS
    if not whole or max(width, height) > STEEPEST * min(width, height):
        raise _invalid(f"Invalid size {size}.")
    return width, height


def _usage(order: dict[str, Any], *, reference: tuple[int, int] | None) -> pricing.Usage:
    try:
        return meter.image_usage(
            order["model"],
            prompt=order["prompt"],
            width=order["width"],
            height=order["height"],
            quality=order["quality"],
            count=order["count"],
            reference=reference,
        )
    except pricing.Unpriced as error:
        if order["model"] in (row["model"] for row in pricing.table()["price"]):
            raise _invalid(f"Not offered: {error}") from error
        gone = wire.error(404, f"The model {order['model']} does not exist.", code="model_not_found")
        raise Unacceptable(gone) from error


def _work(order: dict[str, Any], *, pictures: list[bytes], usage: pricing.Usage) -> Work:
    data = [base64.b64encode(png).decode() for png in pictures]
    return Work(order["model"], usage, lambda used: wire.images(order, data=data, usage=used))


def _size_of(png: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(png), formats=("PNG", "JPEG")) as image:
            return image.size
    except (OSError, SyntaxError, ValueError) as error:
        raise _invalid("The uploaded file is not a PNG or JPEG picture.") from error


def _invalid(message: str) -> Unacceptable:
    return Unacceptable(wire.error(400, message))
