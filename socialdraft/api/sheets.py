"""Small documents that the server writes itself, in the look of the pages and without a line of script."""

from html import escape

from starlette.responses import HTMLResponse

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def sheet(body: str, *, title: str, locale: str, status: int = 200) -> HTMLResponse:
    """A document around `body`, which is HTML."""
    text = (
        f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        '<meta name="robots" content="noindex"><link rel="icon" href="/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="/app.css"><title>{escape(title)}</title></head><body>'
        '<div class="frame bare"><div class="page"><header class="top"><a class="brand" href="/">'
        '<img src="/icon.svg" alt="" width="28" height="28"><span>socialdraft</span></a></header>'
        f'<main><div class="column stack l">{body}</div></main></div></div></body></html>'
    )
    return HTMLResponse(
        text,
        status,
        headers={"content-security-policy": POLICY, "cache-control": "no-store", "content-language": locale},
    )


def paragraph(text: str, look: str = "") -> str:
    return f'<p class="{look}">{escape(text)}</p>'
