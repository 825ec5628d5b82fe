"""Chance that is the same for the same order, and far apart for any other."""

import hashlib
import json
import random
from typing import Any


def dice(order: dict[str, Any]) -> random.Random:
    digest = hashlib.sha256(json.dumps(order, sort_keys=True, ensure_ascii=False).encode()).digest()
    return random.Random(int.from_bytes(digest[:8]))  # noqa: S311 — variety, not secrecy
