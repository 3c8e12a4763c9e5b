import { type EnvVariable, SDK_VARIABLES_PAGE as SDK } from "../env_variable.ts";

/** How much one span, event, link or log record may carry. */
export const LIMIT_VARIABLES = [
  {
    name: "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    type: "integer",
    default: null,
    defaultText: "no limit",
    description: "Characters of an attribute's value; longer ones are cut",
    specification: `${SDK}#attribute-limits`,
  },
  {
    name: "OTEL_ATTRIBUTE_COUNT_LIMIT",
    type: "integer",
    default: 128,
    description: "Attributes of a span, event, link or log record; more are dropped",
    specification: `${SDK}#attribute-limits`,
  },
  {
    name: "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    type: "integer",
    fallsBackTo: "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    description: "Characters of an attribute's value on spans, their events and links",
    specification: `${SDK}#span-limits`,
  },
  {
    name: "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    type: "integer",
    fallsBackTo: "OTEL_ATTRIBUTE_COUNT_LIMIT",
    description: "Attributes of a span",
    specification: `${SDK}#span-limits`,
  },
  {
    name: "OTEL_SPAN_EVENT_COUNT_LIMIT",
    type: "integer",
    default: 128,
    description: "Events of a span",
    specification: `${SDK}#span-limits`,
  },
  {
    name: "OTEL_SPAN_LINK_COUNT_LIMIT",
    type: "integer",
    default: 128,
    description: "Links of a span",
    specification: `${SDK}#span-limits`,
  },
  {
    name: "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
    type: "integer",
    fallsBackTo: "OTEL_ATTRIBUTE_COUNT_LIMIT",
    description: "Attributes of a span's event",
    specification: `${SDK}#span-limits`,
  },
  {
    name: "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
    type: "integer",
    fallsBackTo: "OTEL_ATTRIBUTE_COUNT_LIMIT",
    description: "Attributes of a span's link",
    specification: `${SDK}#span-limits`,
  },
  {
    name: "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    type: "integer",
    fallsBackTo: "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    description: "Characters of an attribute's value on log records",
    specification: `${SDK}#logrecord-limits`,
  },
  {
    name: "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
    type: "integer",
    fallsBackTo: "OTEL_ATTRIBUTE_COUNT_LIMIT",
    description: "Attributes of a log record",
    specification: `${SDK}#logrecord-limits`,
  },
] as const satisfies readonly EnvVariable[];
