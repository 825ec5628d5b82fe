"""What is done to the exported files before they are served: any host, two languages, words before script."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from socialdraft.api.documents import document_of
from socialdraft.i18n import catalogue, message

FONTS = {"en": ("latin",), "th": ("latin", "thai")}
LANGUAGES = tuple(FONTS)
STILL = {"index": "", "privacy": "", "missing": "", "offline": '<script src="/offline.js" defer></script>'}
"""Documents that do without the framework's scripts, each with what it needs instead."""

_ADDRESS = re.compile(r"[`\"'](https?|wss?)://[^/`\"']+(/[^`\"']*)[`\"']")
_PRELOADS = re.compile(r'<link rel="modulepreload"[^>]*/>')
_SCRIPTS = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_STYLESHEET = re.compile(r'<link href="(/assets/[^"]+\.css)" rel="stylesheet"[^>]*/>')
_STYLE_PRELOAD = re.compile(r'<link as="style"[^>]*/>')
_STARTER = re.compile(r'(<script type="module" async="">)(.*?)(</script>)', re.DOTALL)
_STATIC_IMPORT = re.compile(r'import (?:\* as (\w+) from )?"(/assets/[^"]+)";')
_NEEDS = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
_STEPS = "for (const file of %s) { await import(file); await new Promise((on) => setTimeout(on)); }\n"
_MANIFEST = re.compile(r"__reactRouterManifest=(\{.*\})", re.DOTALL)
_FONT = '<link rel="preload" href="/fonts/anuphan-%s.woff2" as="font" type="font/woff2" crossorigin=""/>'
_STREAM_LEFTOVERS = re.compile(
    r'<!--\$\??-->|<!--/\$-->|<template id="B:\d+"></template>|<div hidden id="S:\d+">.*?</div>', re.DOTALL
)


def finish(static: Path) -> None:
    """Rewrite the exported folder in place and leave `documents.json` beside it: the hashes of each page's scripts."""
    _follow_the_host(static)
    _give_each_page_its_document(static)
    written = [made for page in _pages(static) for made in _publish(static, page)]
    hashes = {path.name: script_hashes(path.read_text(encoding="utf-8")) for path in written}
    (static.parent / "documents.json").write_text(json.dumps(hashes, indent=1, sort_keys=True))


def _follow_the_host(static: Path) -> None:
    """One build answers on every host and port: the back end is wherever the page came from."""
    for script in (static / "assets").glob("reflex-env-*.js"):
        script.write_text(_ADDRESS.sub(_relative, script.read_text()))


def _relative(found: re.Match[str]) -> str:
    socket = found[1].startswith("ws")
    return f"location.origin{'.replace(/^http/,`ws`)' if socket else ''}+`{found[2]}`"


def _give_each_page_its_document(static: Path) -> None:
    """The framework has one document for all addresses with an id in them, which learns late what its page needs.

    Each gets its own here, which asks for the page's scripts along with its first ones.
    """
    text = (static / "__spa-fallback.html").read_text(encoding="utf-8")
    for route in _routes(static):
        files = [file for file in (route["module"], *route["imports"]) if file not in text]
        links = "".join(f'<link rel="modulepreload" href="{file}"/>' for file in files)
        page = static / f"{document_of(route['path'].replace(':', ''))}.html"
        page.write_text(text.replace("</body>", f"{links}</body>", 1), encoding="utf-8")


def _routes(static: Path) -> Iterator[dict[str, Any]]:
    """The pages with an id in their address, as the framework's manifest lists them."""
    for file in (static / "assets").glob("manifest-*.js"):
        if found := _MANIFEST.search(file.read_text(encoding="utf-8")):
            routes = json.loads(found[1])["routes"].values()
            yield from (route for route in routes if ":" in route.get("path", ""))


def _pages(static: Path) -> list[Path]:
    return [path for path in sorted(static.glob("*.html")) if path.stem not in ("404", "__spa-fallback")]


def _publish(static: Path, page: Path) -> list[Path]:
    """One file per language; React keeps the `lang` it finds."""
    text = page.read_text(encoding="utf-8")
    still = _without_script(static, text).replace("</body>", f"{STILL.get(page.stem, '')}</body>", 1)
    text = still if page.stem in STILL else _step_by_step(static, _script_last(_style_first(static, text)))
    page.unlink()
    made = []
    for number, language in enumerate(LANGUAGES):
        path = static / f"{page.stem}.{language}.html"
        # A file's size is part of its ETag: written in one tick, two of the same size would pass for each other.
        size = "\n" * number
        path.write_text(_in_language(text, language) + size, encoding="utf-8")
        made.append(path)
    return made


def _in_language(text: str, language: str) -> str:
    """The document's own words and letters; all else is in the page in both languages.

    The fonts are asked for here and not by the framework, which would put the Thai one into every page again.
    """
    text = text.replace('<html lang="en"', f'<html lang="{language}"', 1)
    for key in catalogue("en"):
        if key.startswith("page."):
            told, wanted = (escape(message(key, one)) for one in ("en", language))
            text = text.replace(f"<title>{told}</title>", f"<title>{wanted}</title>")
            text = text.replace(f'content="{told}"', f'content="{wanted}"')
    fonts = "".join(_FONT % name for name in FONTS[language])
    return text.replace("<head>", f"<head>{fonts}", 1)


def _script_last(text: str) -> str:
    """Module preloads move behind the words, so that a slow line paints the page first."""
    preloads = "".join(_PRELOADS.findall(text))
    return _PRELOADS.sub("", text).replace("</body>", f"{preloads}</body>", 1)


def _step_by_step(static: Path, text: str) -> str:
    """The page's modules run one after another with a breath between, so that a tap never waits for all of them."""

    def starter(found: re.Match[str]) -> str:
        files = list(
            dict.fromkeys(file for _, name in _STATIC_IMPORT.findall(found[2]) for file in _needed(static, name))
        )
        body = _STATIC_IMPORT.sub(
            lambda one: f'{f"const {one[1]} = " if one[1] else ""}await import("{one[2]}");', found[2]
        )
        return found[1] + _STEPS % json.dumps(files) + body + found[3]

    return _STARTER.sub(starter, text)


def _needed(static: Path, name: str, seen: frozenset[str] = frozenset()) -> list[str]:
    """The module and what it imports, what is needed first coming first."""
    if name in seen or not (static / name.lstrip("/")).is_file():
        return []
    code = (static / name.lstrip("/")).read_text(encoding="utf-8")
    parts = [_needed(static, f"/assets/{other}", seen | {name}) for other in _NEEDS.findall(code)]
    return [*dict.fromkeys(file for part in parts for file in part), name]


def _style_first(static: Path, text: str) -> str:
    """The styles stand in the page, so that its first paint waits for nothing; the framework still finds its link."""
    text = _STYLE_PRELOAD.sub("", text)
    return _STYLESHEET.sub(
        lambda found: _styles(static, found) + found[0].replace("/>", ' disabled=""/>'), text, count=1
    )


def _without_script(static: Path, text: str) -> str:
    """A plain document: styles inline, no script, no framework leftovers."""
    text = _SCRIPTS.sub("", _PRELOADS.sub("", text))
    text = _STREAM_LEFTOVERS.sub("", _STYLE_PRELOAD.sub("", text))
    return _STYLESHEET.sub(lambda found: _styles(static, found), text, count=1)


def _styles(static: Path, link: re.Match[str]) -> str:
    return f"<style>{(static / link[1].lstrip('/')).read_text(encoding='utf-8')}</style>"


def script_hashes(text: str) -> list[str]:
    """The Content-Security-Policy sources of a document's inline scripts."""
    found = dict.fromkeys(_INLINE.findall(text))
    return [f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in found if body]
