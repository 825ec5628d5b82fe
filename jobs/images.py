"""The two picture jobs: parse the id, call the workflow."""

from uuid import UUID

from socialdraft import logs, traces
from socialdraft.services.workflows.make_candidates import make_candidates
from socialdraft.services.workflows.make_finals import make_finals
from socialdraft.wiring import ports


def candidates(job_id: str) -> None:
    logs.begin(job_id=job_id)
    with traces.span("job candidates"):
        make_candidates(ports(), job_id=UUID(job_id))


def finalize(job_id: str) -> None:
    logs.begin(job_id=job_id)
    with traces.span("job finalize"):
        make_finals(ports(), job_id=UUID(job_id))
