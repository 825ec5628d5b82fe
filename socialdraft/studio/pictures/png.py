"""What a picture remembers of itself: a JSON note in a PNG text chunk, and the photo it was made from."""

import base64
import io
import json
from dataclasses import dataclass

from PIL import Image
from PIL.PngImagePlugin import PngInfo

KEY, PHOTO_KEY = "socialdraft:composition", "socialdraft:photo"


@dataclass(frozen=True, slots=True)
class Note:
    prompt: str
    index: int
    photo: bytes = b""


def save(image: Image.Image, note: Note, *, effort: int) -> bytes:
    """PNG bytes; `effort` is zlib's level, 0 to 9."""
    chunks = PngInfo()
    chunks.add_itxt(KEY, json.dumps({"prompt": note.prompt, "index": note.index}))
    if note.photo:
        chunks.add_itxt(PHOTO_KEY, base64.b64encode(note.photo).decode())
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=chunks, compress_level=effort)
    return out.getvalue()


def read_note(png: bytes) -> Note:
    """What a picture was drawn from; ValueError where it carries no note."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            values = json.loads(image.info[KEY])
            photo = base64.b64decode(image.info.get(PHOTO_KEY, ""))
        return Note(str(values["prompt"]), int(values["index"]), photo)
    except (OSError, KeyError, TypeError, SyntaxError, ValueError) as error:
        raise ValueError("not a picture drawn here") from error
