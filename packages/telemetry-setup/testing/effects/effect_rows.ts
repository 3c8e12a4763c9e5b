import type { EffectRow } from "./effect_row.ts";
import { BATCH_EFFECTS } from "./rows/batch_effects.ts";
import { CONSOLE_AND_LOGGER_EFFECTS } from "./rows/console_and_logger_effects.ts";
import { DIAGNOSTICS_CHANNEL_EFFECTS } from "./rows/diagnostics_channel_effects.ts";
import { EXPORTER_EFFECTS } from "./rows/exporter_effects.ts";
import { GENERAL_EFFECTS } from "./rows/general_effects.ts";
import { HTTP_EFFECTS } from "./rows/http_effects.ts";
import { DENO_API_EFFECTS } from "./rows/deno_api_effects.ts";
import { INSTRUMENTATION_EFFECTS } from "./rows/instrumentation_effects.ts";
import { LIMIT_EFFECTS } from "./rows/limit_effects.ts";
import { PERMISSION_EFFECTS } from "./rows/permission_effects.ts";
import { OTLP_EFFECTS } from "./rows/otlp_effects.ts";
import { OWN_EFFECTS } from "./rows/own_effects.ts";

/** What every setting that works does, as it can be seen from outside of the process. */
export const EFFECT_ROWS: readonly EffectRow[] = [
  ...GENERAL_EFFECTS,
  ...BATCH_EFFECTS,
  ...LIMIT_EFFECTS,
  ...EXPORTER_EFFECTS,
  ...OTLP_EFFECTS,
  ...INSTRUMENTATION_EFFECTS,
  ...DENO_API_EFFECTS,
  ...DIAGNOSTICS_CHANNEL_EFFECTS,
  ...HTTP_EFFECTS,
  ...CONSOLE_AND_LOGGER_EFFECTS,
  ...OWN_EFFECTS,
  ...PERMISSION_EFFECTS,
];
