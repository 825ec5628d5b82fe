"""Finds the facts in what an owner pasted."""

import re
from typing import Any


def extract(text: str) -> dict[str, Any]:
    body = re.sub(r"</?business_text[^>]*>", "", text)
    lines = [line.strip() for line in body.splitlines() if len(line.strip()) > 1]
    thai = len(re.findall(r"[\u0e00-\u0e7f]", body)) > len(re.findall(r"[A-Za-z]", body))
    rows = [{"kind": "detail", "text": line[:200]} for line in lines[:12]]
    return {
        "language": "th" if thai else "en",
        "headline": lines[0][:60] if lines else "",
        "facts": rows,
        "season": "none",
    }
