"""Every cap under many processes at once, each beside a control without its protection."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.conftest import ROOT
from tests.faults.race import CAPS

SHORT = ("--procs", "12", "--rounds", "25")
LONG = ("--procs", "64", "--rounds", "200")


def race(url: str, *arguments: str) -> dict[str, Any]:
    """Run the race in a process of its own, which forks the racers from a clean start."""
    command = [sys.executable, "-m", "tests.faults.race", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("cap", CAPS)
def test_no_race_grants_one_more_than_the_cap(spare_database: str, cap: str) -> None:
    result = race(spare_database, "--cap", cap, *SHORT)
    assert result["granted"] == result["allowed"]
    assert result["worst_round"] <= CAPS[cap].allowed


def test_without_the_constraint_the_same_race_grants_too_much(spare_database: str) -> None:
    result = race(spare_database, "--cap", "slots", "--control", *SHORT)
    assert result["granted"] > result["allowed"]


@pytest.mark.faults
@pytest.mark.parametrize("cap", CAPS)
def test_no_long_race_grants_one_more_than_the_cap(spare_database: str, cap: str) -> None:
    result = race(spare_database, "--cap", cap, *LONG)
    assert result["granted"] == result["allowed"]
    assert result["worst_round"] <= CAPS[cap].allowed
