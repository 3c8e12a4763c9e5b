import type { EffectRow } from "../effect_row.ts";
import type { Observation, ObservedSpan, PlainAttributes } from "../observation.ts";

const HEADERS = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS";

function serverSpans({ spans }: Observation): readonly ObservedSpan[] {
  return spans.filter(({ isServer }) => isServer);
}

/** Attributes of the request for `/dice/6`. */
function dice(observation: Observation): PlainAttributes {
  return serverSpans(observation)
    .find(({ attributes }) => attributes["url.path"] === "/dice/6")?.attributes ?? {};
}

function paths(observation: Observation): readonly unknown[] {
  return serverSpans(observation).map(({ attributes }) => attributes["url.path"]).sort();
}

/** Of the requests that the service sends to itself. */
function clientSpans({ spans }: Observation): readonly ObservedSpan[] {
  return spans.filter(({ scope }) => scope.endsWith("/http-client"));
}

function clientPaths(observation: Observation): readonly unknown[] {
  return clientSpans(observation).map(({ attributes }) =>
    URL.parse(String(attributes["url.full"]))?.pathname
  ).sort();
}

/** Attributes of the request to `/dice/6`. */
function rolling(observation: Observation): PlainAttributes {
  return clientSpans(observation)
    .find(({ attributes }) => String(attributes["url.full"]).includes("/dice/6"))?.attributes ?? {};
}

/** Where the exception that the handler threw is told: as the span's event, as a log record. */
function exceptions(observation: Observation): readonly unknown[] {
  const events = serverSpans(observation).flatMap(({ events }) => events);
  const records = observation.logRecords.filter(({ eventName }) => eventName.endsWith("exception"));
  return [
    events.map((attributes) => attributes["exception.type"]),
    records.map(({ attributes }) => attributes["exception.type"]),
  ];
}

const ROWS: readonly Omit<EffectRow, "app">[] = [
  ...["http", "database", "rpc", "messaging", "code", "gen_ai_latest_experimental"].map((
    value,
  ) => ({
    variable: "OTEL_SEMCONV_STABILITY_OPT_IN",
    value,
    // The new conventions are what there is: the choice of them is taken without a complaint.
    against: "http/dup",
    see: (observation: Observation) => [
      observation.stderr.includes("OTEL_SEMCONV_STABILITY_OPT_IN"),
      dice(observation)["http.request.method"],
      dice(observation)["http.method"],
    ],
    expected: [false, "GET", undefined],
  })),
  {
    variable: "OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN",
    value: "logs",
    see: exceptions,
    expected: [[], ["RangeError"]],
  },
  {
    variable: "OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN",
    value: "logs/dup",
    see: exceptions,
    expected: [["RangeError"], ["RangeError"]],
  },
  {
    variable: "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS",
    value: "PROPFIND",
    see: (observation) =>
      serverSpans(observation).map(({ attributes }) =>
        [
          attributes["http.request.method"],
          attributes["http.request.method_original"],
        ].join(" was ")
      ).sort(),
    expected: ["PROPFIND was ", "_OTHER was GET", "_OTHER was GET", "_OTHER was GET"],
  },
  {
    variable: `${HEADERS}_SERVER_REQUEST`,
    value: "x-t.*",
    see: (observation) => dice(observation)["http.request.header.x-team"],
    expected: ["blue"],
  },
  {
    variable: `${HEADERS}_SERVER_RESPONSE`,
    value: "X-Answer",
    see: (observation) => dice(observation)["http.response.header.x-answer"],
    expected: ["four"],
  },
  {
    variable: `${HEADERS}_CLIENT_REQUEST`,
    value: "x-t.*",
    see: (observation) => rolling(observation)["http.request.header.x-team"],
    expected: ["blue"],
  },
  {
    variable: `${HEADERS}_CLIENT_RESPONSE`,
    value: "X-Answer",
    see: (observation) => rolling(observation)["http.response.header.x-answer"],
    expected: ["four"],
  },
  {
    variable: "OTEL_DENO_HTTP_CLIENT_EXCLUDED_URLS",
    value: "heal.h$,notes",
    see: clientPaths,
    expected: ["/dice/6", "/failing"],
  },
  {
    // Of the two lists, it is the one for clients that holds.
    variable: "OTEL_DENO_HTTP_CLIENT_EXCLUDED_URLS",
    value: "health",
    with: { OTEL_DENO_EXCLUDED_URLS: "notes" },
    see: clientPaths,
    expected: ["/dice/6", "/failing", "/notes"],
  },
  {
    variable: "OTEL_DENO_SENSITIVE_QUERY_PARAMETERS",
    value: "token",
    see: (observation) => URL.parse(String(rolling(observation)["url.full"]))?.search,
    expected: "?sig=secret&token=REDACTED",
  },
  {
    variable: `${HEADERS}_SANITIZE_FIELDS`,
    value: ".*key,session",
    with: {
      [`${HEADERS}_SERVER_REQUEST`]: "x-team,x-api-key",
      [`${HEADERS}_SERVER_RESPONSE`]: "x-session",
    },
    see: (observation) => [
      dice(observation)["http.request.header.x-team"],
      dice(observation)["http.request.header.x-api-key"],
      dice(observation)["http.response.header.x-session"],
    ],
    expected: [["blue"], ["[REDACTED]"], ["[REDACTED]"]],
  },
  ...[
    "OTEL_DENO_EXCLUDED_URLS",
    "OTEL_DENO_HTTP_SERVER_EXCLUDED_URLS",
    "OTEL_PYTHON_EXCLUDED_URLS",
  ].map((variable) => ({
    variable,
    value: "heal.h$,notes",
    see: paths,
    expected: ["/dice/6", "/failing"],
  })),
  {
    // Of the two lists, it is the one for servers that holds.
    variable: "OTEL_DENO_HTTP_SERVER_EXCLUDED_URLS",
    value: "health",
    with: { OTEL_DENO_EXCLUDED_URLS: "notes" },
    see: paths,
    expected: ["/dice/6", "/failing", "/notes"],
  },
  {
    variable: "OTEL_DENO_TRUST_PROXY",
    value: "true",
    see: (observation) => [dice(observation)["client.address"], dice(observation)["url.scheme"]],
    expected: ["203.0.113.9", "https"],
  },
  {
    variable: "OTEL_DENO_SENSITIVE_QUERY_PARAMETERS",
    value: "token",
    see: (observation) => dice(observation)["url.query"],
    expected: "sig=secret&token=REDACTED",
  },
  {
    variable: "OTEL_DENO_HTTP_EXTRA_METRICS",
    value: "true",
    see: ({ metrics }) =>
      metrics.map(({ name, kind }) => `${name} ${kind}`)
        .filter((name) => name.startsWith("http.server.")).sort(),
    expected: [
      "http.server.active_requests sum",
      "http.server.request.body.size histogram",
      "http.server.request.duration histogram",
      "http.server.response.body.size histogram",
    ],
  },
  {
    variable: "OTEL_DENO_FIRST_BYTE_EVENT",
    value: "true",
    see: (observation) =>
      serverSpans(observation)
        .find(({ attributes }) => attributes["url.path"] === "/dice/6")?.events.length,
    expected: 1,
  },
  {
    variable: "OTEL_DENO_MIDDLEWARE_SPANS",
    value: "true",
    see: ({ spans }) =>
      spans.filter(({ scope }) => scope === "@otel-deno/telemetry-setup/hono")
        .map(({ name }) => name),
    expected: ["middleware measureDice"],
  },
];

/** What settings of HTTP servers and clients do. */
export const HTTP_EFFECTS: readonly EffectRow[] = ROWS.map((row) => ({
  ...row,
  app: "serve_requests",
}));
