"""What a picture remembers of itself: a JSON note in a PNG text chunk."""

import io
import json

from PIL import Image
from PIL.PngImagePlugin import PngInfo

KEY = "socialdraft:composition"


def save(image: Image.Image, *, prompt: str, index: int, effort: int) -> bytes:
    """PNG bytes; `effort` is zlib's level, 0 to 9."""
    note = PngInfo()
    note.add_itxt(KEY, json.dumps({"prompt": prompt, "index": index}))
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=note, compress_level=effort)
    return out.getvalue()


def read_note(png: bytes) -> tuple[str, int]:
    """The prompt and index a picture was drawn from; ValueError where it carries none."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            values = json.loads(image.info[KEY])
        return str(values["prompt"]), int(values["index"])
    except (OSError, KeyError, TypeError, SyntaxError, ValueError) as error:
        raise ValueError("not a picture drawn here") from error
