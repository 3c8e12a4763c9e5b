"""A program with the Python SDK and its own exporters: python_sdk_sender.py PROTOCOL ENDPOINT.

It prints what it sends, a request a line: the signal, and the protobuf message of the SDK's own encoder
in base64.
"""

import base64
import sys

from opentelemetry import trace
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.common._log_encoder import encode_logs
from opentelemetry.exporter.otlp.proto.common.metrics_encoder import encode_metrics
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

PROTOCOL, ENDPOINT = sys.argv[1:]
SPANS = 700

if PROTOCOL == "grpc":
    from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

    def to(signal):
        return {"endpoint": ENDPOINT, "insecure": True}
else:
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    def to(signal):
        return {"endpoint": f"{ENDPOINT}/v1/{signal}"}


def telling(exporter, signal, encode):
    """The exporter, which now prints before it sends."""
    send = exporter.export

    def export(items, *args, **kwargs):
        message = base64.b64encode(encode(items).SerializeToString()).decode()
        sys.stdout.write(f"{signal} {message}\n")
        sys.stdout.flush()
        return send(items, *args, **kwargs)

    exporter.export = export
    return exporter


resource = Resource(
    {"service.name": "python-sdk", "service.instance.id": f"python-{PROTOCOL}", "list": ["a", "ü"]},
    "https://opentelemetry.io/schemas/1.45.0",
)
tracers = TracerProvider(resource=resource)
tracers.add_span_processor(
    BatchSpanProcessor(telling(OTLPSpanExporter(**to("traces")), "traces", encode_spans))
)
meters = MeterProvider(
    resource=resource,
    metric_readers=[
        PeriodicExportingMetricReader(
            telling(OTLPMetricExporter(**to("metrics")), "metrics", encode_metrics)
        )
    ],
    views=[View(instrument_name="spread", aggregation=ExponentialBucketHistogramAggregation())],
)
loggers = LoggerProvider(resource=resource)
loggers.add_log_record_processor(
    BatchLogRecordProcessor(telling(OTLPLogExporter(**to("logs")), "logs", encode_logs))
)

tracer = tracers.get_tracer("sender", "1.2.3", "https://example.org/scope", {"scope": "attribute"})
meter = meters.get_meter("sender", "1.2.3")
logger = loggers.get_logger("sender", "1.2.3")
rolls = meter.create_counter("rolls", "{roll}", "How many")
up_down = meter.create_up_down_counter("open")
level = meter.create_gauge("level", "Cel")
wait = meter.create_histogram("wait", "s")
spread = meter.create_histogram("spread")

before = trace.SpanContext(
    0x0AF7651916CD43DD8448EB211C80319C,
    0xB7AD6B7169203331,
    is_remote=True,
    trace_flags=trace.TraceFlags(1),
    trace_state=trace.TraceState([("rojo", "00f067aa0ba902b7"), ("congo", "t61")]),
)
remote = trace.set_span_in_context(trace.NonRecordingSpan(before))
kinds = [trace.SpanKind.SERVER, trace.SpanKind.CLIENT, trace.SpanKind.INTERNAL]
for index in range(SPANS):
    with tracer.start_as_current_span(
        f"step {index} 🎲",
        context=remote if index % 5 == 0 else None,
        kind=kinds[index % 3],
        attributes={
            "index": index,
            "ratio": index / 7,
            "even": index % 2 == 0,
            "list": [1, 2],
            "text": "<b>\u202e",
        },
        links=[trace.Link(before, {"reason": "before"})],
    ) as span:
        before = span.get_span_context()
        span.add_event("half way", {"at": -1})
        if index % 10 == 0:
            span.record_exception(ValueError(f"no dice {index}"))
            span.set_status(trace.StatusCode.ERROR, "no dice")
        # Within a span they become exemplars of it.
        rolls.add(1, {"roll.value": index % 6})
        up_down.add(1 if index % 2 == 0 else -1)
        level.set(-index / 2)
        wait.record(index / 100, {"even": index % 2 == 0})
        spread.record(index)
        logger.emit(
            LogRecord(
                severity_number=SeverityNumber.WARN,
                severity_text="WARN",
                event_name="rolled",
                body={"text": f"roll {index}", "bytes": b"\x00\xff", "list": [1, "two", []]},
                attributes={"index": index},
            )
        )
    if index % 200 == 199:
        tracers.force_flush()
        loggers.force_flush()

tracers.shutdown()
meters.shutdown()
loggers.shutdown()
