"""Makes fixtures.json and descriptors.json beside this file.

What this package reads and writes is judged by Python's protobuf classes. Each fixture is a message
in four forms:

  input     the bytes that Python parsed, in base64, where they are not those that it writes
  protobuf  the bytes that Python writes, in base64
  json      the same as OTLP/JSON, without the fields that have their default
  record    the same with all fields that are never absent: what the decoders return

descriptors.json lists the fields of every message. Needed after a new version of the protocol:

    pip install opentelemetry-proto==1.45.2 googleapis-common-protos==1.76.0
    python3 testdata/make_fixtures.py
"""

import base64
import json
import math
import pathlib

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.json_format import MessageToDict
from google.rpc.status_pb2 import Status as RpcStatus
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, EntityRef, KeyValue
from opentelemetry.proto.common.v1.common_pb2 import InstrumentationScope
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord, LogsData, ResourceLogs, ScopeLogs
from opentelemetry.proto.metrics.v1 import metrics_pb2 as m
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span, Status
from opentelemetry.proto.trace.v1.trace_pb2 import TracesData

HERE = pathlib.Path(__file__).parent
KINDS = {
    "traces": TracesData,
    "metrics": m.MetricsData,
    "logs": LogsData,
    "tracesResponse": trace_service_pb2.ExportTraceServiceResponse,
    "metricsResponse": metrics_service_pb2.ExportMetricsServiceResponse,
    "logsResponse": logs_service_pb2.ExportLogsServiceResponse,
    "rpcStatus": RpcStatus,
}
TRACE_ID = bytes.fromhex("5b8efff798038103d269b633813fc60c")
SPAN_ID = bytes.fromhex("eee19b7ec3c1b174")
PARENT_ID = bytes.fromhex("eee19b7ec3c1b173")
START, END = 1_795_368_010_406_164_606, 1_795_368_012_667_024_690
MAX_UINT32, MAX_UINT64 = 2**32 - 1, 2**64 - 1
MIN_INT32, MAX_INT32 = -(2**31), 2**31 - 1
MIN_INT64, MAX_INT64 = -(2**63), 2**63 - 1
# One, two, three and four bytes in UTF-8, a zero, a byte order mark at the beginning.
UNICODE = "\ufeffdice Würfel 骰子 🎲 \u0000\u2028\"\\\n\x7f"


def attribute(key, **value):
    return KeyValue(key=key, value=AnyValue(**value))


def every_value():
    text = AnyValue(string_value="two")
    yield attribute("string", string_value=UNICODE)
    yield attribute("empty string", string_value="")
    yield attribute("127 characters", string_value="x" * 127)
    yield attribute("128 characters", string_value="x" * 128)
    yield attribute("true", bool_value=True)
    yield attribute("false", bool_value=False)
    for number in (0, 1, -1, 127, 128, 2**31, 2**32, 2**53 + 1, -(2**53) - 1, MIN_INT64, MAX_INT64):
        yield attribute(f"int {number}", int_value=number)
    for number in (0.0, -0.0, 0.1, -1.5, 1e21, 5e-324, 1.7976931348623157e308, 2.0**64):
        yield attribute(f"double {number}", double_value=number)
    for number in (math.nan, math.inf, -math.inf):
        yield attribute(f"double {number}", double_value=number)
    yield attribute("bytes", bytes_value=bytes(range(256)))
    yield attribute("no bytes", bytes_value=b"")
    yield attribute("array", array_value={"values": [text, AnyValue(int_value=1), AnyValue()]})
    yield attribute("empty array", array_value={})
    yield attribute("map", kvlist_value={"values": [attribute("a", string_value="b"), KeyValue()]})
    yield attribute("empty map", kvlist_value={})
    nested = AnyValue(string_value="inside")
    for level in range(20):
        if level % 2:
            nested = AnyValue(array_value={"values": [nested]})
        else:
            nested = AnyValue(kvlist_value={"values": [KeyValue(key=str(level), value=nested)]})
    yield KeyValue(key="nested", value=nested)
    yield KeyValue(key="empty value", value=AnyValue())
    yield KeyValue(key="no value")
    yield KeyValue()


def resource():
    return Resource(
        attributes=[attribute("service.name", string_value="dice-server")],
        dropped_attributes_count=MAX_UINT32,
        entity_refs=[
            EntityRef(
                schema_url="https://opentelemetry.io/schemas/1.37.0",
                type="service",
                id_keys=["service.name", ""],
                description_keys=["service.version"],
            ),
            EntityRef(),
        ],
    )


def scope():
    return InstrumentationScope(
        name="diceroller",
        version="1.2.3",
        attributes=[attribute("scope", bool_value=True)],
        dropped_attributes_count=1,
    )


def traces(*spans):
    scope_spans = ScopeSpans(scope=scope(), spans=spans, schema_url="https://example.org/scope")
    return TracesData(
        resource_spans=[
            ResourceSpans(
                resource=resource(), scope_spans=[scope_spans], schema_url="https://example.org/r"
            )
        ]
    )


def full_span():
    return Span(
        trace_id=TRACE_ID,
        span_id=SPAN_ID,
        trace_state="rojo=00f067aa0ba902b7,congo=t61",
        parent_span_id=PARENT_ID,
        flags=0x301,
        name="GET /rolldice",
        kind=Span.SPAN_KIND_SERVER,
        start_time_unix_nano=START,
        end_time_unix_nano=END,
        attributes=every_value(),
        dropped_attributes_count=1,
        events=[
            Span.Event(
                time_unix_nano=START + 1,
                name="exception",
                attributes=[attribute("exception.message", string_value="Würfel weg")],
                dropped_attributes_count=2,
            ),
            Span.Event(),
        ],
        dropped_events_count=3,
        links=[
            Span.Link(
                trace_id=bytes(15) + b"\x01",
                span_id=bytes(7) + b"\x01",
                trace_state="a=b",
                attributes=[attribute("reason", string_value="retry")],
                dropped_attributes_count=4,
                flags=MAX_UINT32,
            ),
            Span.Link(),
        ],
        dropped_links_count=5,
        status=Status(message="no dice", code=Status.STATUS_CODE_ERROR),
    )


def odd_spans():
    """What receivers have to get along with."""
    yield Span(trace_id=b"\x01\x02\x03", span_id=bytes(8), name="ids of other lengths")
    yield Span(kind=99, status=Status(code=-1), name="enumerated values from the future")
    yield Span(kind=MIN_INT32, status=Status(code=MAX_INT32))
    yield Span(start_time_unix_nano=MAX_UINT64, end_time_unix_nano=1, status=Status())
    yield Span()


def exemplars():
    return [
        m.Exemplar(
            filtered_attributes=[attribute("player", string_value="alice")],
            time_unix_nano=START,
            as_int=MIN_INT64,
            span_id=SPAN_ID,
            trace_id=TRACE_ID,
        ),
        m.Exemplar(as_double=0.5),
        m.Exemplar(as_double=0.0),
        m.Exemplar(as_int=0),
        m.Exemplar(),
    ]


def number_points():
    attributes = [attribute("roll.value", int_value=4)]
    times = {"start_time_unix_nano": START, "time_unix_nano": END}
    yield m.NumberDataPoint(**times, as_int=MAX_INT64, attributes=attributes, exemplars=exemplars())
    yield m.NumberDataPoint(**times, as_int=-1, flags=1)
    yield m.NumberDataPoint(as_int=0)
    yield m.NumberDataPoint(as_double=-0.0)
    yield m.NumberDataPoint(as_double=math.nan)
    yield m.NumberDataPoint(flags=MAX_UINT32)
    yield m.NumberDataPoint()


def histogram_points():
    yield m.HistogramDataPoint(
        attributes=[attribute("http.route", string_value="/rolldice")],
        start_time_unix_nano=START,
        time_unix_nano=END,
        count=MAX_UINT64,
        sum=12.3125,
        bucket_counts=[0, 2, MAX_UINT64, 1],
        explicit_bounds=[-math.inf, 0.005, math.inf],
        exemplars=exemplars(),
        flags=1,
        min=-0.0625,
        max=12,
    )
    yield m.HistogramDataPoint(sum=0, min=-0.0, max=math.nan)
    yield m.HistogramDataPoint()


def exponential_histogram_points():
    buckets = m.ExponentialHistogramDataPoint.Buckets
    yield m.ExponentialHistogramDataPoint(
        attributes=[attribute("http.route", string_value="/rolldice")],
        start_time_unix_nano=START,
        time_unix_nano=END,
        count=7,
        sum=4,
        scale=-10,
        zero_count=1,
        positive=buckets(offset=-1, bucket_counts=[1, 0, 128, MAX_UINT64]),
        negative=buckets(offset=MAX_INT32, bucket_counts=[3] * 200),
        flags=1,
        exemplars=exemplars(),
        min=0,
        max=4,
        zero_threshold=1e-9,
    )
    yield m.ExponentialHistogramDataPoint(scale=MIN_INT32, positive=buckets(), zero_threshold=-0.0)
    yield m.ExponentialHistogramDataPoint()


def summary_points():
    quantile = m.SummaryDataPoint.ValueAtQuantile
    yield m.SummaryDataPoint(
        attributes=[attribute("http.route", string_value="/rolldice")],
        start_time_unix_nano=START,
        time_unix_nano=END,
        count=2,
        sum=-3.5,
        quantile_values=[quantile(quantile=1, value=math.nan), quantile(value=-0.0), quantile()],
        flags=1,
    )
    yield m.SummaryDataPoint()


def metrics():
    delta, cumulative = m.AGGREGATION_TEMPORALITY_DELTA, m.AGGREGATION_TEMPORALITY_CUMULATIVE
    points = list(number_points())
    histogram = list(histogram_points())
    exponential = list(exponential_histogram_points())
    scope_metrics = m.ScopeMetrics(
        scope=scope(),
        schema_url="https://example.org/scope",
        metrics=[
            m.Metric(
                name="dice.temperature",
                description="Würfel",
                unit="Cel",
                gauge=m.Gauge(data_points=points),
                metadata=every_value(),
            ),
            m.Metric(
                name="dice.rolls",
                unit="{roll}",
                sum=m.Sum(
                    data_points=points, aggregation_temporality=cumulative, is_monotonic=True
                ),
            ),
            m.Metric(sum=m.Sum(aggregation_temporality=delta)),
            m.Metric(
                histogram=m.Histogram(data_points=histogram, aggregation_temporality=delta)
            ),
            m.Metric(
                exponential_histogram=m.ExponentialHistogram(
                    data_points=exponential, aggregation_temporality=cumulative
                )
            ),
            m.Metric(summary=m.Summary(data_points=summary_points())),
            m.Metric(gauge=m.Gauge()),
            m.Metric(),
        ],
    )
    return m.MetricsData(
        resource_metrics=[
            m.ResourceMetrics(
                resource=resource(),
                scope_metrics=[scope_metrics, m.ScopeMetrics()],
                schema_url="https://example.org/r",
            ),
            m.ResourceMetrics(),
        ]
    )


def logs():
    records = [
        LogRecord(
            time_unix_nano=START,
            observed_time_unix_nano=END,
            severity_number=13,
            severity_text="WARN",
            body=AnyValue(string_value="alice is rolling the dice: 4"),
            attributes=every_value(),
            dropped_attributes_count=1,
            flags=1,
            trace_id=TRACE_ID,
            span_id=SPAN_ID,
        ),
        LogRecord(
            event_name="dice.rolled",
            body=AnyValue(kvlist_value={"values": every_value()}),
            flags=MAX_UINT32,
            time_unix_nano=MAX_UINT64,
        ),
        LogRecord(body=AnyValue()),
        LogRecord(),
    ]
    scope_logs = ScopeLogs(scope=scope(), log_records=records, schema_url="https://example.org/s")
    return LogsData(
        resource_logs=[
            ResourceLogs(
                resource=resource(), scope_logs=[scope_logs], schema_url="https://example.org/r"
            )
        ]
    )


def field(number, wire_type, payload=b""):
    """One field, with the payload's length before it where the wire type asks for one."""
    length = varint(len(payload)) if wire_type == 2 else b""
    return varint(number << 3 | wire_type) + length + payload


def varint(value):
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def span_input(*fields):
    return field(1, 2, field(2, 2, field(2, 2, b"".join(fields))))


def metric_input(*fields):
    return field(1, 2, field(2, 2, field(2, 2, b"".join(fields))))


def inputs():
    """Messages that are valid, but not as anyone would write them today."""
    name = field(5, 2, b"roll")
    unknown = [
        field(1000, 0, varint(MAX_UINT64)),
        field(2**29 - 1, 1, bytes(8)),
        field(17, 2, b"\xff" * 200),
        field(100, 5, bytes(4)),
    ]
    fixed = [field(6, 1, bytes([number]) + bytes(7)) for number in (1, 2)]
    packed = field(6, 2, bytes([3]) + bytes(7) + bytes([4]) + bytes(7))
    doubles = [field(7, 1, bytes(6) + b"\xf0\x3f"), field(7, 2, bytes(7) + b"\x40"), field(7, 2)]
    packed_counts = field(2, 2, varint(300) + varint(0))
    bucket_counts = [field(2, 0, varint(1)), packed_counts, field(2, 0, b"\0")]
    text = field(1, 2, b"first")
    items = [field(5, 2, field(1, 2, field(3, 0, bytes([number])))) for number in (1, 2)]

    def value(*members):
        return span_input(field(9, 2, field(1, 2, b"k") + field(2, 2, b"".join(members))))

    yield "unknown fields", "traces", span_input(unknown[0], name, *unknown[1:])
    yield "unknown field beside the root's", "traces", unknown[2] + span_input(name)
    yield "known fields with other wire types", "traces", span_input(
        field(5, 0, varint(7)), field(7, 0, varint(7)), field(6, 2, b"\x01"), field(15, 5, bytes(4))
    )
    yield "the last of several scalars counts", "traces", span_input(name, field(5, 2, b"last"))
    yield "messages in several parts are merged", "traces", span_input(
        field(15, 2, field(2, 2, b"no dice")), name, field(15, 2, field(3, 0, b"\x02"))
    )
    yield "resources in several parts are merged", "traces", field(
        1, 2, b"".join(field(1, 2, field(1, 2, field(1, 2, key))) for key in (b"a", b"b"))
    )
    yield "the last member of a oneof counts", "traces", value(text, *items, field(2, 0, b"\x01"))
    yield "a list in several parts is merged", "traces", value(text, *items)
    yield "a list after another member begins anew", "traces", value(items[0], text, items[1])
    yield "values in several parts are merged", "traces", span_input(
        field(9, 2, field(2, 2, items[0]) + field(2, 2, items[1]))
    )
    yield "values in several parts of different kinds", "traces", span_input(
        field(9, 2, field(2, 2, items[0]) + field(2, 2, text))
    )
    yield "numbers with superfluous bytes", "traces", span_input(
        field(10, 0, b"\x81\x80\x80\x80\x80\x80\x80\x80\x80\x00"), b"\xaa\x00\x03die"
    )
    yield "numbers with more bits than their type", "traces", span_input(
        field(10, 0, varint(2**35 + 5)), field(6, 0, varint(2**40 + 2))
    )
    yield "true as another number than 1", "traces", value(field(2, 0, varint(2**40)))
    yield "numbers packed, not packed, and both", "metrics", metric_input(
        field(9, 2, field(1, 2, b"".join([fixed[0], packed, fixed[1], *doubles])))
    )
    yield "varints packed, not packed, and both", "metrics", metric_input(
        field(10, 2, field(1, 2, field(8, 2, b"".join(bucket_counts))))
    )
    yield "the last kind of metric counts", "metrics", metric_input(
        field(5, 2, field(1, 2)), field(7, 2, field(3, 0, b"\x01"))
    )
    yield "a metric in several parts is merged", "metrics", metric_input(
        field(7, 2, field(1, 2)), field(7, 2, field(3, 0, b"\x01")), field(7, 2, field(1, 2))
    )
    yield "details of a failure", "rpcStatus", field(1, 0, b"\x03") + field(3, 2, field(1, 2, b"x"))


def messages():
    yield "everything", "traces", traces(full_span())
    yield "odd spans", "traces", traces(*odd_spans())
    yield "parts without content", "traces", TracesData(
        resource_spans=[
            ResourceSpans(resource=Resource(), scope_spans=[ScopeSpans(scope={}), ScopeSpans()]),
            ResourceSpans(),
        ]
    )
    yield "everything", "metrics", metrics()
    yield "everything", "logs", logs()
    yield "partial success", "tracesResponse", KINDS["tracesResponse"](
        partial_success={"rejected_spans": MAX_INT64, "error_message": UNICODE}
    )
    yield "partial success", "metricsResponse", KINDS["metricsResponse"](
        partial_success={"rejected_data_points": 300, "error_message": "too old"}
    )
    yield "partial success", "logsResponse", KINDS["logsResponse"](
        partial_success={"rejected_log_records": -1}
    )
    yield "warning", "logsResponse", KINDS["logsResponse"](partial_success={"error_message": "odd"})
    yield "empty partial success", "tracesResponse", KINDS["tracesResponse"](partial_success={})
    yield "failure", "rpcStatus", RpcStatus(code=3, message="the request is not JSON")
    yield "failure with a negative code", "rpcStatus", RpcStatus(code=MIN_INT32)
    for kind, message in KINDS.items():
        yield "empty", kind, message()


def to_otlp_json(message, **options):
    """ProtoJSON, with ids in hexadecimal and without what OTLP receivers have to ignore."""
    fields = MessageToDict(message, use_integers_for_enums=True, **options)
    if isinstance(message, RpcStatus):
        fields.pop("details", None)
    return with_hex_ids(fields)


def with_hex_ids(value):
    if isinstance(value, list):
        return [with_hex_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: base64.b64decode(item).hex()
        if key in ("traceId", "spanId", "parentSpanId")
        else with_hex_ids(item)
        for key, item in value.items()
        if key != "keyStrindex"
    }


def fixture(name, kind, encoded):
    message = KINDS[kind].FromString(encoded)
    message.DiscardUnknownFields()
    if isinstance(message, RpcStatus):
        message.ClearField("details")
    canonical = message.SerializeToString(deterministic=True)
    return {
        "name": name,
        "kind": kind,
        **({} if encoded == canonical else {"input": base64.b64encode(encoded).decode()}),
        "protobuf": base64.b64encode(canonical).decode(),
        "json": to_otlp_json(message),
        "record": to_otlp_json(message, always_print_fields_with_no_presence=True),
    }


def fixtures():
    for name, kind, message in messages():
        yield fixture(name, kind, message.SerializeToString(deterministic=True))
    for name, kind, encoded in inputs():
        yield fixture(name, kind, encoded)


def describe(message, described):
    if message.full_name in described:
        return
    described[message.full_name] = fields = {}
    for descriptor in message.fields:
        contained = descriptor.message_type
        if descriptor.is_repeated:
            occurrence = "repeated"
        elif descriptor.containing_oneof and len(descriptor.containing_oneof.fields) > 1:
            occurrence = "oneof"
        else:
            occurrence = "optional" if descriptor.has_presence else "implicit"
        fields[descriptor.json_name] = [
            descriptor.number,
            contained.full_name if contained else TYPES[descriptor.type],
            occurrence,
        ]
        if contained:
            describe(contained, described)


TYPES = {
    number: name.removeprefix("TYPE_").lower()
    for name, number in vars(FieldDescriptor).items()
    if name.startswith("TYPE_")
}


def write(name, value):
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


descriptors = {}
for kind in KINDS.values():
    describe(kind.DESCRIPTOR, descriptors)
write("descriptors.json", descriptors)
write("fixtures.json", list(fixtures()))
