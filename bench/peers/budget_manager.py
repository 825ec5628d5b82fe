"""The peer of `bench/budget.py`, run in an environment that has litellm: its BudgetManager as its documents show it.

Ask `get_current_cost <= get_total_budget`, call, then `update_cost`; many threads on one manager, then many processes
that each load the shared file, as web workers do.
"""

import json
import multiprocessing as mp
import sys
import threading
import time
from pathlib import Path
from typing import Any

USER, MODEL, WORDS = "shop", "gpt-4o-mini", "soup " * 200
LONGEST = 8
"""Seconds after which we stop looking."""


def manager() -> Any:
    from litellm import BudgetManager

    return BudgetManager(project_name="bench")


def count(books: Any) -> None:
    books.update_cost(user=USER, model=MODEL, input_text=WORDS, output_text=WORDS)


def price_of_a_call() -> float:
    """What BudgetManager counts for one such call."""
    books = manager()
    books.create_budget(total_budget=1.0, user=USER)
    count(books)
    return float(books.get_current_cost(USER))


def spend(books: Any, seconds: float, charged: Any) -> None:
    end = time.monotonic() + LONGEST
    while books.get_current_cost(USER) < books.get_total_budget(USER) and time.monotonic() < end:
        time.sleep(seconds)
        with charged.get_lock():
            charged.value += 1
        count(books)


def in_a_process(seconds: float, charged: Any, barrier: Any) -> None:
    books = manager()
    barrier.wait()
    spend(books, seconds, charged)


def race(how: str, *, many: int, seconds: float) -> dict[str, object]:
    context = mp.get_context("fork")
    charged, barrier = context.Value("i", 0), context.Barrier(many)
    runners: list[Any]
    if how == "threads":
        books = manager()
        runners = [threading.Thread(target=spend, args=(books, seconds, charged)) for _ in range(many)]
    else:
        runners = [context.Process(target=in_a_process, args=(seconds, charged, barrier)) for _ in range(many)]
    began = time.perf_counter()
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    return {"how": how, "many": many, "calls": charged.value, "seconds": time.perf_counter() - began}


def main() -> None:
    calls, seconds = int(sys.argv[1]), float(sys.argv[2])
    budget = price_of_a_call() * calls
    file = Path("user_cost.json")
    for how in ("processes", "threads"):
        for many in map(int, sys.argv[3:]):
            time.sleep(0.2)  # its last write comes from a thread of its own
            file.write_text(json.dumps({USER: {"total_budget": budget}}))
            print(json.dumps(race(how, many=many, seconds=seconds)))


if __name__ == "__main__":
    main()
