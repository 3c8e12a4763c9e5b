/**
 * What is counted of OTLP, by the field numbers of its
 * {@link https://github.com/open-telemetry/opentelemetry-proto | definition}; all else is skipped.
 */
export const OTLP_SCHEMA = `
syntax = "proto3";

message Any { string string = 1; }
message Attribute { string key = 1; Any value = 2; }

message Traces { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { repeated ScopeSpans scope_spans = 2; }
message ScopeSpans { repeated Span spans = 2; }
message Span {
  bytes trace_id = 1;
  bytes span_id = 2;
  bytes parent_span_id = 4;
  string name = 5;
  int32 kind = 6;
  fixed64 start_time = 7;
  fixed64 end_time = 8;
  repeated Attribute attributes = 9;
}

message Metrics { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { repeated ScopeMetrics scope_metrics = 2; }
message ScopeMetrics { repeated Metric metrics = 2; }
message Metric {
  string name = 1;
  Sum sum = 7;
  Histogram histogram = 9;
}
message Sum { repeated NumberPoint points = 1; int32 temporality = 2; }
message NumberPoint {
  double as_double = 4;
  repeated Exemplar exemplars = 5;
  sfixed64 as_int = 6;
}
message Histogram { repeated HistogramPoint points = 1; int32 temporality = 2; }
message HistogramPoint { fixed64 count = 4; repeated Exemplar exemplars = 8; }
message Exemplar { bytes span_id = 4; }

message Logs { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs { repeated ScopeLogs scope_logs = 2; }
message ScopeLogs { repeated LogRecord records = 2; }
message LogRecord { Any body = 5; bytes span_id = 10; }
`;
