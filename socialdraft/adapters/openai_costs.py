"""What the provider's own books say a month has cost: `GET /organization/costs`, for holders of an admin key."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import httpx

from socialdraft.policy import month_returns_at
from socialdraft.ports import ProviderError

PATIENCE = 20.0


class OpenAICosts:
    """The provider's books; without a key they stay closed."""

    def __init__(self, *, base_url: str, key: str) -> None:
        self._url, self._key = f"{base_url}/organization/costs", key

    def charged(self, month: date) -> Decimal | None:
        """The sum of the month's daily buckets, page by page."""
        if not self._key:
            return None
        start = int(datetime.combine(month, time(), tzinfo=UTC).timestamp())
        end = int(month_returns_at(month).timestamp())
        asked = {"start_time": start, "end_time": end, "bucket_width": "1d", "limit": 31}
        total, page = Decimal(0), ""
        while True:
            answer = self._get(asked | ({"page": page} if page else {}))
            total += _sum(answer)
            if not answer.get("has_more"):
                return total
            page = str(answer["next_page"])

    def _get(self, asked: dict[str, Any]) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self._key}"}
        try:
            answer = httpx.get(self._url, params=asked, headers=headers, timeout=PATIENCE).raise_for_status()
            found: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderError("unreachable", billed="no", retriable=True) from error
        return found


def _sum(answer: dict[str, Any]) -> Decimal:
    results = [result for bucket in answer["data"] for result in bucket["results"]]
    return sum((Decimal(str(result["amount"]["value"])) for result in results), Decimal(0))
