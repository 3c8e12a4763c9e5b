import { type EnvVariable, SDK_VARIABLES_PAGE as SDK } from "../env_variable.ts";

/** The batch processors of spans and of log records. */
export const BATCH_VARIABLES = [
  {
    name: "OTEL_BSP_SCHEDULE_DELAY",
    type: "duration",
    default: 5000,
    description: "Time between two exports of spans",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BSP_EXPORT_TIMEOUT",
    type: "duration",
    default: 30_000,
    description: "Time that an export of spans may take; 0 is without limit",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BSP_MAX_QUEUE_SIZE",
    type: "integer",
    default: null,
    defaultText: "no bound in records: OTEL_DENO_QUEUE_BYTES bounds their bytes",
    min: 1,
    description: "Spans that may wait until they are delivered; more are dropped",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    type: "integer",
    default: null,
    defaultText: "512; at a high rate more, of up to 1 MB",
    min: 1,
    description: "Spans in one export; at most OTEL_BSP_MAX_QUEUE_SIZE",
    specification: `${SDK}#batch-span-processor`,
  },
  {
    name: "OTEL_BLRP_SCHEDULE_DELAY",
    type: "duration",
    default: 1000,
    description: "Time between two exports of log records",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_BLRP_EXPORT_TIMEOUT",
    type: "duration",
    default: 30_000,
    description: "Time that an export of log records may take; 0 is without limit",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_BLRP_MAX_QUEUE_SIZE",
    type: "integer",
    default: null,
    defaultText: "no bound in records: OTEL_DENO_QUEUE_BYTES bounds their bytes",
    min: 1,
    description: "Log records that may wait until they are delivered; more are dropped",
    specification: `${SDK}#batch-logrecord-processor`,
  },
  {
    name: "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    type: "integer",
    default: null,
    defaultText: "512; at a high rate more, of up to 1 MB",
    min: 1,
    description: "Log records in one export; at most OTEL_BLRP_MAX_QUEUE_SIZE",
    specification: `${SDK}#batch-logrecord-processor`,
  },
] as const satisfies readonly EnvVariable[];
