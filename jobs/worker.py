"""The RQ entry point: a worker that takes its horse with it when it dies, and carries ids only."""

import ctypes
import logging
import signal
import sys
from importlib import import_module
from typing import Any

from redis import Redis
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer

from jobs import maintenance
from socialdraft import drain, logs, wiring
from socialdraft.adapters import otel, sentry
from socialdraft.settings import settings

PR_SET_PDEATHSIG = 1
log = logging.getLogger("socialdraft.worker")


class LeasedWorker(Worker):
    """RQ's worker; on Linux a killed one never leaves its horse running.

    Asked to stop, it tells its horse, which ends its calls and hands the rest of the job back; asked twice, it
    kills it. RQ itself never retries a job: leases in the database and the sweeper do.
    """

    def run_maintenance_tasks(self) -> None:
        super().run_maintenance_tasks()  # type: ignore[no-untyped-call]
        maintenance.stand_in(maintenance.this_process())

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        if sys.platform.startswith("linux"):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        super().main_work_horse(job, queue)

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        try:
            return super().perform_job(job, queue, execution)
        finally:
            sentry.flush()
            otel.flush()

    def handle_exception(self, job: Job, *error: Any) -> None:
        log.error("job.failed", exc_info=error)
        super().handle_exception(job, *error)

    def setup_work_horse_signals(self) -> None:
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGTERM, lambda *_: drain.asked.set())

    def handle_warm_shutdown_request(self) -> None:
        super().handle_warm_shutdown_request()  # type: ignore[no-untyped-call]
        if self.horse_pid:
            self.kill_horse(signal.SIGTERM)


def main() -> None:
    """Work on the `images` queue until told to stop."""
    logs.configure("worker")
    sentry.watch("worker")
    otel.watch("worker")
    import_module("jobs.images")
    wiring.warm()  # once here, so that each forked horse starts with everything loaded

    connection = Redis.from_url(settings().redis_url)
    queue = Queue("images", connection=connection, serializer=JSONSerializer)
    worker = LeasedWorker(
        [queue], connection=connection, serializer=JSONSerializer, worker_ttl=30, maintenance_interval=15
    )
    log.info("worker at work")
    worker.work(logging_level="WARNING")
