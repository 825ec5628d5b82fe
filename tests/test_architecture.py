"""The shape of the code, checked. Change a rule here only together with README.md."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("socialdraft", "jobs")
    for path in sorted((ROOT / package).rglob("*.py"))
}
# Top imports from anything below it, never the other way. One line is one layer.
LAYERS = [
    ("socialdraft.__main__",),
    ("jobs", "socialdraft.socialdraft", "socialdraft.stack", "socialdraft.studio"),
    ("socialdraft.pages",),
    ("socialdraft.components",),
    ("socialdraft.state", "socialdraft.api"),
    ("socialdraft.wiring",),
    ("socialdraft.adapters",),
    ("socialdraft.services.workflows",),
    ("socialdraft.services",),
    ("socialdraft.db",),
    ("socialdraft.models", "socialdraft.schemas", "socialdraft.ports"),
    ("socialdraft.settings", "socialdraft.i18n"),
    ("socialdraft.policy", "socialdraft.errors", "socialdraft.pricing", "socialdraft.platforms"),
    ("socialdraft.rates", "socialdraft.hooks", "socialdraft.drain"),
    ("socialdraft.logs", "socialdraft.measures", "socialdraft.traces"),
]
UI = ("socialdraft.socialdraft", "socialdraft.pages", "socialdraft.components", "socialdraft.state", "socialdraft.api")
FUNCTION_LINES, FILE_LINES = 50, 300


def under(module: str, *prefixes: str) -> bool:
    return any(module == prefix or module.startswith(prefix + ".") for prefix in prefixes)


def layer(module: str) -> int | None:
    return next((i for i, names in enumerate(LAYERS) if under(module, *names)), None)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("module", MODULES)
def test_imports_look_down(module: str) -> None:
    mine = layer(module)
    assert mine is not None or module == "socialdraft", "give this module a layer"
    for name in imports(module):
        below = layer(name)
        assert below is None or mine is None or below >= mine, f"{module} looks up at {name}"
        assert not under(name, "reflex") or under(module, *UI, "socialdraft.stack"), "only the UI knows Reflex"
        paid = under(name, "openai", "boto3", "rq")
        assert not paid or under(module, "socialdraft.adapters", "jobs", "socialdraft.stack"), f"{name} has one door"


@pytest.mark.parametrize("module", MODULES)
def test_only_db_commits_and_functions_take_session_or_ports(module: str) -> None:
    for node in ast.walk(tree(module)):
        called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        assert called != "commit" or module == "socialdraft.db", "only db.py commits"
    for function in functions(module):
        names = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
        assert not {"session", "ports"} <= names, f"{function.name}: session or ports, not both"


@pytest.mark.parametrize("module", MODULES)
def test_functions_and_files_are_short(module: str) -> None:
    for function in functions(module):
        assert (function.end_lineno or 0) - function.lineno < FUNCTION_LINES, f"{function.name} is too long"
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES, f"{lines} lines: can it still be read as one thing?"


def test_only_the_metered_door_calls_a_model() -> None:
    """`ports.text` and `ports.images` are reached through a hold, nowhere else."""
    allowed = {"socialdraft.services.workflows.metered", "socialdraft.services.workflows.make_pictures"}
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Attribute) and node.attr in ("text", "images"):
                owner = node.value
                if isinstance(owner, ast.Name) and owner.id == "ports":
                    assert module in allowed, f"{module} calls a provider without a hold"
