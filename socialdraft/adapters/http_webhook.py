"""JSON to an address of the operator's choice: Slack, Mattermost, a pager, or their own program."""

from collections.abc import Mapping
from typing import Any

import httpx

from socialdraft.ports import WebhookFailed

PATIENCE = 10.0
"""Seconds the other side may take."""


class HttpWebhook:
    """The webhook port."""

    def send(self, url: str, body: Mapping[str, Any]) -> None:
        post(url, body)


def post(url: str, body: Mapping[str, Any]) -> None:
    """Raises WebhookFailed with the status or the kind of error, never the address, which may hold a secret."""
    try:
        answer = httpx.post(url, json=dict(body), timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise WebhookFailed(type(error).__name__) from error
    if not answer.is_success:
        raise WebhookFailed(f"status {answer.status_code}")
