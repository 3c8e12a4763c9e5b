import type { EffectRow } from "../effect_row.ts";
import type { Observation, PlainAttributes } from "../observation.ts";

/** How many attributes the fullest span, event, link and log record have. */
function counts(observation: Observation) {
  const { spans, events, links, logRecords } = attributes(observation);
  const most = (all: readonly PlainAttributes[]) =>
    Math.max(...all.map((each) => Object.keys(each).length));
  return { span: most(spans), event: most(events), link: most(links), logRecord: most(logRecords) };
}

/** The attribute `key1` of the first span, event, link and log record. */
function firstValues(observation: Observation) {
  const { spans, events, links, logRecords } = attributes(observation);
  const first = (all: readonly PlainAttributes[]) =>
    all.find(({ key1 }) => key1 !== undefined)?.key1;
  return {
    span: first(spans),
    event: first(events),
    link: first(links),
    logRecord: first(logRecords),
  };
}

function attributes({ spans, logRecords }: Observation) {
  return {
    spans: spans.map(({ attributes }) => attributes),
    events: spans.flatMap(({ events }) => events),
    links: spans.flatMap(({ links }) => links),
    logRecords: logRecords.map(({ attributes }) => attributes),
  };
}

function root({ spans }: Observation) {
  return spans.find(({ name }) => name === "root");
}

const FULL = "value 1 of 5";

/** What limits do to four attributes too many, of twelve characters each. */
export const LIMIT_EFFECTS: readonly EffectRow[] = [
  {
    variable: "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    value: "7",
    see: firstValues,
    expected: { span: "value 1", event: "value 1", link: "value 1", logRecord: "value 1" },
  },
  {
    variable: "OTEL_ATTRIBUTE_COUNT_LIMIT",
    value: "1",
    see: counts,
    expected: { span: 1, event: 1, link: 1, logRecord: 1 },
  },
  {
    variable: "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    value: "7",
    see: firstValues,
    expected: { span: "value 1", event: "value 1", link: "value 1", logRecord: FULL },
  },
  {
    variable: "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    value: "1",
    see: counts,
    expected: { span: 1, event: 5, link: 5, logRecord: 5 },
  },
  {
    variable: "OTEL_SPAN_EVENT_COUNT_LIMIT",
    value: "1",
    see: (observation) => root(observation)?.events.length,
    expected: 1,
  },
  {
    variable: "OTEL_SPAN_LINK_COUNT_LIMIT",
    value: "1",
    see: (observation) => root(observation)?.links.length,
    expected: 1,
  },
  {
    variable: "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
    value: "1",
    see: counts,
    expected: { span: 5, event: 1, link: 5, logRecord: 5 },
  },
  {
    variable: "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
    value: "1",
    see: counts,
    expected: { span: 5, event: 5, link: 1, logRecord: 5 },
  },
  {
    variable: "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    value: "7",
    see: firstValues,
    expected: { span: FULL, event: FULL, link: FULL, logRecord: "value 1" },
  },
  {
    variable: "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
    value: "1",
    see: counts,
    expected: { span: 5, event: 5, link: 5, logRecord: 1 },
  },
];
