"""mutmut that understands SQL: `python sql.py run …` is `mutmut run …`.

mutmut breaks a string by writing XX around it or changing its case: statements either fall over or stay the same. The
caps stand in statements, so each comparison in one is dropped or moved by one here, and each sum turned round.
"""

import re
from collections.abc import Iterable, Iterator

import libcst
from mutmut.mutation import mutators

STATEMENT = re.compile(r"\b(SELECT|UPDATE|INSERT|DELETE|SET|WHERE|AND|RETURNING|ON CONFLICT)\b")
COMPARISON = re.compile(r" (<=|>=|<>|<|>|=|LIKE) ")
LEFT = re.compile(r"[\w.:]+(?: [+-] [\w.:]+)*$")
RIGHT = re.compile(r"(\((?:[^()]|\([^()]*\))*\)|:?[\w.'%]+)( [*|]+ (\([^()]*\)|:?[\w.'%]+))*")
CLAUSE = re.compile(r"\b(SET|WHERE|AND|OR|ON)\b")
OTHERS = {"<=": "<", "<": "<=", ">=": ">", ">": ">=", "=": "<>", "<>": "="}
TURNED = (
    *((" + ", " - "), (" - ", " + "), ("greatest(", "least("), (" AND ", " OR "), (" OR ", " AND ")),
    *(("IS NULL", "IS NOT NULL"), ("IS NOT NULL", "IS NULL")),
)


def changed(statement: str) -> Iterator[str]:
    """The statement without one of its comparisons, with a neighbouring one, or with one sum turned round."""
    for found in COMPARISON.finditer(statement):
        left, right = LEFT.search(statement, endpos=found.start()), RIGHT.match(statement, found.end())
        if not (left and right and compares(statement, found)):
            continue
        yield statement[: left.start()] + "true" + statement[right.end() :]
        if other := OTHERS.get(found[1]):
            yield statement[: found.start(1)] + other + statement[found.end(1) :]
    for word, other in TURNED:
        for at in re.finditer(re.escape(word), statement):
            yield statement[: at.start()] + other + statement[at.end() :]


def compares(statement: str, found: re.Match[str]) -> bool:
    """Whether this is a condition; `=` after SET, or before any clause has begun, gives a value."""
    clauses = CLAUSE.findall(statement, 0, found.start())
    return found[1] != "=" or (bool(clauses) and clauses[-1] != "SET")


def mutated(node: libcst.BaseString) -> Iterable[libcst.BaseString]:
    if isinstance(node, libcst.SimpleString) and STATEMENT.search(node.value):
        return [node.with_changes(value=value) for value in changed(node.value)]
    return list(mutators.operator_string(node))


if __name__ == "__main__":
    from mutmut.__main__ import cli

    place = mutators.mutation_operators.index((libcst.BaseString, mutators.operator_string))
    mutators.mutation_operators[place] = (libcst.BaseString, mutated)
    cli()
