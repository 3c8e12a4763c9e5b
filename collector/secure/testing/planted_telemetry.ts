import type { OtlpSignal } from "../../../tools/collector/start_collector.ts";

/** What stands in every planted secret that is no number. */
export const PLANTED = "hunter2";
/** Card numbers that pay nothing: those of test accounts. */
const CARDS = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"];
/** Planted card numbers, without what separates their groups. */
export const PLANTED_CARDS: readonly string[] = CARDS.map((card) => card.replaceAll(/\D/g, ""));
/** What has to arrive as it is. */
export const HARMLESS = [
  "alice is rolling the dice: 4",
  "GET /rolldice",
  "/rolldice",
  "player=alice",
  "input_tokens",
  "1795368010407190",
  "basic information is harmless",
] as const;

const KEY = `-----BEGIN PRIVATE KEY-----\n${PLANTED}\n${PLANTED}\n-----END PRIVATE KEY-----`;
const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIke${PLANTED}.${PLANTED}-signature`;

/** Texts with a secret in each. */
const TEXTS: readonly string[] = [
  `player=alice&token=${PLANTED}`,
  `{"user": "alice", "password": "${PLANTED} and ${PLANTED}"}`,
  `login --password='${PLANTED}' --user alice`,
  `authorization: Basic ${PLANTED}`,
  `sent Bearer ${PLANTED}.${PLANTED}.${PLANTED} away`,
  `Set-Cookie: theme=dark; session=${PLANTED}`,
  `https://alice:${PLANTED}@db.example:5432/dice`,
  `https://dice.example/x?X-Amz-Signature=${PLANTED}&page=2`,
  `api_key : ${PLANTED}`,
  JWT,
  `the key is ${KEY}`,
  ...CARDS.map((card) => `paid with ${card}.`),
];

/** Attributes with a secret in each: told by the name, or by what stands in a value of any kind. */
const ATTRIBUTES = [
  ...[
    "db.password",
    "http.request.header.cookie",
    "auth.token",
    "aws.secret",
    "x-api-key",
    "PASSPHRASE",
  ].map((key) => ({ key, value: { stringValue: PLANTED } })),
  {
    key: "http.request.header.authorization",
    value: { arrayValue: { values: [{ stringValue: `Custom ${PLANTED}` }] } },
  },
  {
    key: "nested",
    value: {
      kvlistValue: { values: [{ key: "password", value: { stringValue: PLANTED } }] },
    },
  },
  {
    key: "process.command_args",
    value: {
      arrayValue: { values: [{ stringValue: "--token" }, { stringValue: `--secret=${PLANTED}` }] },
    },
  },
  { key: "card", value: { intValue: CARDS[0] } },
  ...TEXTS.map((text, index) => ({ key: `text.${index}`, value: { stringValue: text } })),
];

/** What is harmless, in attributes that look a little like secrets. */
const PLAIN = [
  { key: "url.path", value: { stringValue: "/rolldice" } },
  { key: "url.query", value: { stringValue: "player=alice" } },
  { key: "gen_ai.usage.input_tokens", value: { intValue: "12" } },
  { key: "micros", value: { intValue: "1795368010407190" } },
  { key: "note", value: { stringValue: "basic information is harmless" } },
];

const resource = { attributes: [...ATTRIBUTES, ...PLAIN] };
const scope = { name: "planted", attributes: ATTRIBUTES };
const TRACE_ID = "5b8efff798038103d269b633813fc60c";
const TIMES = { startTimeUnixNano: "1795368010407190000", endTimeUnixNano: "1795368010407907000" };

/** One export of each signal, with secrets wherever people have been seen to put them. */
export const PLANTED_TELEMETRY: Readonly<Record<OtlpSignal, unknown>> = {
  traces: {
    resourceSpans: [{
      resource,
      scopeSpans: [{
        scope,
        spans: [
          {
            ...TIMES,
            traceId: TRACE_ID,
            spanId: "eee19b7ec3c1b174",
            name: "GET /rolldice",
            attributes: [...ATTRIBUTES, ...PLAIN],
            events: [{ name: `token=${PLANTED}`, attributes: ATTRIBUTES }],
            status: { code: 2, message: `refused password=${PLANTED}` },
          },
          ...TEXTS.map((name, index) => ({
            ...TIMES,
            traceId: TRACE_ID,
            spanId: `eee19b7ec3c1b2${String(index).padStart(2, "0")}`,
            name,
          })),
        ],
      }],
    }],
  },
  metrics: {
    resourceMetrics: [{
      resource,
      scopeMetrics: [{
        scope,
        metrics: [
          {
            name: "dice.rolls",
            sum: {
              aggregationTemporality: 2,
              isMonotonic: true,
              dataPoints: [{
                asInt: "1",
                timeUnixNano: TIMES.endTimeUnixNano,
                attributes: ATTRIBUTES,
                exemplars: [{
                  asInt: "1",
                  timeUnixNano: TIMES.endTimeUnixNano,
                  traceId: TRACE_ID,
                  spanId: "eee19b7ec3c1b174",
                  filteredAttributes: ATTRIBUTES,
                }],
              }],
            },
          },
        ],
      }],
    }],
  },
  logs: {
    resourceLogs: [{
      resource,
      scopeLogs: [{
        scope,
        logRecords: [
          { severityNumber: 13, body: { stringValue: "alice is rolling the dice: 4" } },
          { severityNumber: 5, body: { stringValue: `debug ${PLANTED}` } },
          ...TEXTS.map((text) => ({ severityNumber: 9, body: { stringValue: text } })),
          ...ATTRIBUTES.map((attribute) => ({
            severityNumber: 9,
            body: { kvlistValue: { values: [attribute] } },
            attributes: [attribute],
          })),
          {
            severityNumber: 9,
            body: { arrayValue: { values: TEXTS.map((text) => ({ stringValue: text })) } },
          },
        ],
      }],
    }],
  },
};
