"""The API for people: one page made from the OpenAPI document, without script, font or style from elsewhere."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse

router = APIRouter()
STYLE = Path(__file__).with_name("docs.css").read_text(encoding="utf-8")
POLICY = (
    "default-src 'none'; style-src 'sha256-{hash}'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
Schema = Mapping[str, Any]


@router.get("/api/docs", include_in_schema=False)
def page(request: Request) -> HTMLResponse:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    headers = {"content-security-policy": POLICY.format(hash=digest), "cache-control": "no-cache"}
    return HTMLResponse(rendered(request.app), headers=headers)


@cache
def rendered(app: FastAPI) -> str:
    """The whole page; made once, since the document never changes while we run."""
    document = app.openapi()
    info = document["info"]
    return "".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(info['title'])} API</title><style>{STYLE}</style></head><body>",
            f"<header><h1>{escape(info['title'])} API</h1>{_paragraphs(info['description'])}",
            f'<p class="quiet">Version {escape(info["version"])} · ',
            '<a href="/api/openapi.json">OpenAPI 3.1</a></p></header>',
            *_navigation(document),
            "<main>",
            *_sections(document),
            *_shapes(document),
            *_refusals(document),
            "</main></body></html>",
        ]
    )


def _operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _by_tag(document: Schema) -> dict[str, list[tuple[str, str, Schema]]]:
    groups: dict[str, list[tuple[str, str, Schema]]] = {}
    for method, path, operation in _operations(document):
        groups.setdefault(operation["tags"][0], []).append((method, path, operation))
    return groups


def _navigation(document: Schema) -> Iterator[str]:
    yield "<nav>"
    for tag in [*_by_tag(document), "shapes", "refusals"]:
        yield f'<a href="#{tag}">{tag.capitalize()}</a>'
    yield "</nav>"


def _sections(document: Schema) -> Iterator[str]:
    for tag, operations in _by_tag(document).items():
        yield f'<section id="{tag}"><h2>{tag.capitalize()}</h2>'
        for method, path, operation in operations:
            yield from _operation(document, method, path, operation)
        yield "</section>"


def _operation(document: Schema, method: str, path: str, operation: Schema) -> Iterator[str]:
    yield f'<article><h3><b class="{method}">{method.upper()}</b> <code>{escape(path)}</code></h3>'
    yield _paragraphs(operation.get("description") or operation["summary"])
    rows = [_parameter(one) for one in operation.get("parameters", []) if one["in"] != "path"]
    rows += _body_rows(document, operation)
    if rows:
        yield f"<table><thead><tr><th>Send<th>Type<th>About</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    yield "<dl>"
    for status, answer in sorted(operation["responses"].items()):
        if status != "default":
            yield f"<dt>{status}</dt><dd>{_answer(answer)}</dd>"
    yield "</dl></article>"


def _parameter(one: Schema) -> str:
    return _row(one["name"], one["schema"], required=one.get("required", False), about=f"{one['in']} parameter")


def _body_rows(document: Schema, operation: Schema) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {})
    rows = []
    for media in content.values():
        schema = _resolved(document, media["schema"])
        for name, field in schema.get("properties", {}).items():
            rows.append(_row(name, field, required=name in schema.get("required", []), about=_example(field)))
    return rows


def _row(name: str, schema: Schema, *, required: bool, about: str) -> str:
    mark = "" if required else ' <span class="quiet">optional</span>'
    return f"<tr><td><code>{escape(name)}</code>{mark}<td>{_type(schema)}<td>{about}</tr>"


def _example(field: Schema) -> str:
    examples = field.get("examples")
    return f"like <q>{escape(str(examples[0]))}</q>" if examples else escape(field.get("description", ""))


def _type(schema: Schema) -> str:
    """A schema in a few words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"] if one.get("type") != "null"))
    if "enum" in schema:
        return " · ".join(f"<code>{escape(str(word))}</code>" for word in schema["enum"])
    if "$ref" in schema:
        return _link(schema)
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items') or schema['prefixItems'][0])}"
    return escape(str(schema.get("format") or schema.get("const") or schema.get("type", "any")))


def _answer(answer: Schema) -> str:
    for media, shape in answer.get("content", {}).items():
        if examples := shape.get("examples"):
            return " · ".join(f'<a href="#{code}"><code>{code}</code></a>' for code in examples)
        if "$ref" in shape.get("schema", {}):
            return _type(shape["schema"])
        if not shape.get("schema"):
            return escape(media)
    return _words(answer["description"])


def _link(schema: Schema) -> str:
    name = escape(schema["$ref"].rpartition("/")[2])
    return f'<a href="#{name}">{name}</a>'


def _resolved(document: Schema, schema: Schema) -> Schema:
    one = next((part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"), schema)
    if "$ref" not in one:
        return one
    found: Schema = document["components"]["schemas"][one["$ref"].rpartition("/")[2]]
    return found


def _shapes(document: Schema) -> Iterator[str]:
    """What answers are made of; request bodies stand at their routes."""
    bodies = {name for _, _, operation in _operations(document) for name in _body_names(operation)}
    yield '<section id="shapes"><h2>Shapes</h2>'
    for name, schema in document["components"]["schemas"].items():
        if name in bodies or name == "Problem":
            continue
        yield f'<article id="{escape(name)}"><h3>{escape(name)}</h3><dl class="fields">'
        for field, shape in schema.get("properties", {}).items():
            yield f"<dt><code>{escape(field)}</code></dt><dd>{_type(shape)}</dd>"
        yield f"</dl>{'' if 'properties' in schema else _type(schema)}</article>"
    yield "</section>"


def _body_names(operation: Schema) -> Iterator[str]:
    for media in operation.get("requestBody", {}).get("content", {}).values():
        for part in media["schema"].get("anyOf", [media["schema"]]):
            yield str(part.get("$ref", "")).rpartition("/")[2]


def _refusals(document: Schema) -> Iterator[str]:
    """Every code once, as the target of a problem document's `type`."""
    known: dict[str, Schema] = {}
    for _, _, operation in _operations(document):
        for answer in operation["responses"].values():
            for shape in answer.get("content", {}).values():
                known |= {code: one["value"] for code, one in shape.get("examples", {}).items()}
    yield '<section id="refusals"><h2>Refusals</h2><table><thead><tr><th>Code<th>Status<th>Says</tr></thead><tbody>'
    for code, value in sorted(known.items()):
        yield f'<tr id="{code}"><td><code>{code}</code><td>{value["status"]}<td>{escape(value["detail"])}</tr>'
    yield "</tbody></table></section>"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_words(part)}</p>" for part in text.split("\n\n"))


def _words(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
