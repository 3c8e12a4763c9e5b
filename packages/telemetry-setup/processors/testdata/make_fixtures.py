"""Makes otlp_requests.json and console_output.json beside this file.

What the encoders write is judged by OpenTelemetry Python: its protobuf classes decode our requests
in both forms and what the npm serializers make of the same records, which all have to say the same,
and its own to_json() prints the same records as the console encoders. Needed after a change of the
sample or rich records:

    pip install opentelemetry-sdk==1.45.2 opentelemetry-proto==1.45.2
    deno run testdata/print_otlp_requests.ts | python3 testdata/make_fixtures.py
"""

import base64
import json
import pathlib
import sys

from google.protobuf.json_format import MessageToDict, ParseDict
from opentelemetry import trace
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk._logs import LogRecordLimits, ReadWriteLogRecord, ReadableLogRecord
from opentelemetry.sdk.metrics import export as metrics
from opentelemetry.sdk.metrics._internal.point import Buckets
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import Link, NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode
from opentelemetry.trace.span import TraceState

HERE = pathlib.Path(__file__).parent
REQUESTS = {
    "traces": ExportTraceServiceRequest,
    "logs": ExportLogsServiceRequest,
    "metrics": ExportMetricsServiceRequest,
    "twoCollections": ExportMetricsServiceRequest,
    "richTraces": ExportTraceServiceRequest,
    "richLogs": ExportLogsServiceRequest,
    "richMetrics": ExportMetricsServiceRequest,
}
TRACE_ID = 0x281A34561EB376D24D96813D75B4DD60
SERVICE = Resource({"service.name": "dice-server"})


def at(nanos):
    return 1_795_368_010_000_000_000 + nanos


def ids_to_base64(value):
    """OTLP/JSON writes ids in hexadecimal, where protobuf's own JSON writes base64."""
    if isinstance(value, list):
        return [ids_to_base64(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: base64.b64encode(bytes.fromhex(item)).decode()
        if key in ("traceId", "spanId", "parentSpanId")
        else ids_to_base64(item)
        for key, item in value.items()
    }


def decode(name, request):
    message = REQUESTS[name]
    decoded = message.FromString(base64.b64decode(request["protobuf"]))
    assert decoded == ParseDict(ids_to_base64(json.loads(request["json"])), message()), name
    assert decoded == message.FromString(base64.b64decode(request["npm"])), name
    # Most of the rich records would be the same again.
    if name.startswith("rich"):
        return {"protobuf": request["protobuf"], "json": request["json"]}
    return {
        "protobuf": request["protobuf"],
        "json": request["json"],
        "decoded": MessageToDict(decoded),
    }


def spans():
    resource = Resource(
        {"service.name": "dice-server", "process.pid": 4711},
        "https://opentelemetry.io/schemas/1.37.0",
    )
    state = TraceState([("rojo", "00f067aa0ba902b7"), ("congo", "t61")])

    def context(span_id, trace_id=TRACE_ID, trace_state=state):
        return SpanContext(trace_id, span_id, False, trace_state=trace_state)

    server = context(0x212FABA76C3F9AA1)
    yield ReadableSpan(
        "roll",
        context(0x51B4ED1ACF5A0BB5),
        server,
        resource,
        {"roll.value": 4},
        start_time=at(407_190_000),
        end_time=at(407_907_000),
    )
    yield ReadableSpan(
        "GET /rolldice",
        server,
        context(0x00F067AA0BA902B7),
        resource,
        {"http.request.method": "GET", "http.response.status_code": 500},
        [
            Event("exception", {"exception.message": "Würfel weg"}, at(408_000_000)),
            Event("late", {}, at(408_100_000)),
        ],
        [Link(context(0xBEEF, 0xBEEF, None), {"reason": "retry"})],
        SpanKind.SERVER,
        status=Status(StatusCode.ERROR, "no dice"),
        start_time=at(405_864_000),
        end_time=at(408_284_000),
    )


def log_records():
    context = SpanContext(TRACE_ID, 0x51B4ED1ACF5A0BB5, False, trace.TraceFlags(3))
    warning = LogRecord(
        timestamp=at(407_427_000),
        observed_timestamp=at(407_799_000),
        context=trace.set_span_in_context(NonRecordingSpan(context)),
        severity_number=SeverityNumber.WARN,
        severity_text="WARN",
        body="alice is rolling the dice: 4",
        # The Python SDK drops the oldest of too many attributes, the npm SDK the newest.
        attributes={"dropped": "the third of two", "player": "alice", "roll.value": 4},
    )
    event = LogRecord(
        timestamp=at(408_000_000),
        observed_timestamp=at(408_000_000),
        event_name="dice.rolled",
        body={
            "text": "⚄\n",
            "int": 4,
            "double": 0.5,
            "yes": True,
            "nothing": None,
            "bytes": b"\0\xff",
            "list": [1, "two", []],
            "map": {"": {}},
        },
    )
    for record in (warning, event):
        limited = ReadWriteLogRecord(record, SERVICE, limits=LogRecordLimits(2))
        yield ReadableLogRecord(limited.log_record, SERVICE)


def metrics_data():
    start, end = 1795368010406164606, 1795368012667024690
    cumulative = metrics.AggregationTemporality.CUMULATIVE

    def number(attributes, value):
        return [metrics.NumberDataPoint(attributes, start, end, value)]

    spread = metrics.ExponentialHistogramDataPoint(
        {}, start, end, 4, 7, 0, 1, Buckets(-1, [1, 1, 1]), Buckets(0, []), 0, 0, 4
    )
    duration = metrics.HistogramDataPoint(
        {"http.route": "/rolldice"},
        start,
        end,
        3,
        12.3125,
        [0, 2, 0, 1],
        [0.005, 0.5, 10],
        0.0625,
        12,
    )
    dice = [
        metrics.Metric(
            "dice.spread", "", "", metrics.ExponentialHistogram([spread], cumulative)
        ),
        metrics.Metric(
            "dice.rolls",
            "The number of rolls by roll value",
            "{roll}",
            metrics.Sum(number({"roll.value": 4}, 3), cumulative, True),
        ),
        metrics.Metric(
            "dice.balance", "", "", metrics.Sum(number({"player": "Jörg"}, -1.5), cumulative, False)
        ),
        metrics.Metric("dice.temperature", "", "Cel", metrics.Gauge(number({}, 21.5))),
    ]
    http = metrics.Metric(
        "http.server.request.duration",
        "Duration of HTTP server requests.",
        "s",
        metrics.Histogram([duration], cumulative),
    )
    schema = "https://example.org/http/1"
    scopes = [
        metrics.ScopeMetrics(InstrumentationScope("diceroller.meter", ""), dice, ""),
        metrics.ScopeMetrics(InstrumentationScope("http", "1.2.3", schema), [http], schema),
    ]
    return metrics.MetricsData([metrics.ResourceMetrics(SERVICE, scopes, "")])


def lines(*records):
    return "".join(record.to_json() + "\n" for record in records).split("\n")


def write(name, value):
    text = json.dumps(value, indent=2, ensure_ascii=False)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


requests = json.load(sys.stdin)
write("otlp_requests.json", {signal: decode(signal, requests[signal]) for signal in REQUESTS})
write(
    "console_output.json",
    {
        "spans": lines(*spans()),
        "log_records": lines(*log_records()),
        "metrics": lines(metrics_data()),
    },
)
