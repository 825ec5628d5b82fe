"""Traces to whoever OTEL_EXPORTER_OTLP_ENDPOINT names; off without it, and the library is then not loaded.

The library's own variables hold too: OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER and the rest.
Its provider stays ours, so that no framework adds spans with what somebody typed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from socialdraft import logs, traces
from socialdraft.settings import settings
from socialdraft.traces import Span

PATIENCE = 2.0  # seconds a dying process waits for its last spans
_flush: list[Callable[[int], object]] = []


def watch(part: str) -> None:
    """Send this process's spans from now on, and those of its forked children."""
    if not settings().otel_exporter_otlp_endpoint or _flush:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import Status, StatusCode

    resource = Resource({"service.name": f"socialdraft-{part}"}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = provider.get_tracer("socialdraft")

    @contextmanager
    def listen(span: Span) -> Iterator[None]:
        with tracer.start_as_current_span(span.name, record_exception=False, set_status_on_exception=False) as sent:
            try:
                yield
            except Exception as error:
                sent.set_status(Status(StatusCode.ERROR, type(error).__name__))  # its words may be an owner's
                raise
            finally:
                sent.update_name(span.name)
                sent.set_attributes({**span.about, **logs.ids()})

    traces.listener = listen
    _flush.append(provider.force_flush)


def flush() -> None:
    """Send what waits; a forked child ends without the clean-up that would."""
    for act in _flush:
        act(int(PATIENCE * 1000))
