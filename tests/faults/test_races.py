"""Every cap under many processes at once, each beside a control without its protection."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.race import CAPS
from tests.spare_fixture import ROOT

SHORT = ("--procs", "8", "--rounds", "12")
LONG = ("--procs", "64", "--rounds", "200")


def race(url: str, *arguments: str) -> dict[str, dict[str, Any]]:
    """Run the races in a process of its own, which forks the racers from a clean start; results by cap."""
    command = [sys.executable, "-m", "tests.faults.race", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {result["cap"]: result for result in map(json.loads, done.stdout.splitlines())}


def exceeded(results: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The caps that granted anything else than exactly what they allow."""
    return {
        name: result
        for name, result in results.items()
        if result["granted"] != result["allowed"] or result["worst_round"] > CAPS[name].allowed
    }


def test_no_race_grants_one_more_than_its_cap(spare_database: str) -> None:
    results = race(spare_database, *SHORT)
    assert set(results) == set(CAPS)
    assert exceeded(results) == {}


def test_without_its_constraint_the_same_race_grants_too_much(spare_database: str) -> None:
    result = race(spare_database, "--cap", "slots", "--control", "--procs", "12", "--rounds", "30")["slots"]
    assert result["granted"] > result["allowed"]


@pytest.mark.faults
def test_no_long_race_grants_one_more_than_its_cap(spare_database: str) -> None:
    results = race(spare_database, *LONG)
    print("races", json.dumps(results))  # noqa: T201
    assert exceeded(results) == {}
