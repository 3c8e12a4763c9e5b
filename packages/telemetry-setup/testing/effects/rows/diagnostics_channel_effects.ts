import type { EffectRow } from "../effect_row.ts";
import type { Observation } from "../observation.ts";

const CHANNELS = { OTEL_DENO_DIAGNOSTICS_CHANNELS: "dice:query,dice:rolled" };

/** Spans and events of the two channels, with their attributes. */
function seen({ spans, logRecords }: Observation): readonly unknown[] {
  const isOurs = ({ scope }: { readonly scope: string }) => scope.endsWith("/diagnostics-channel");
  return [
    ...spans.filter(isOurs).map(({ name, attributes }) => [name, attributes]),
    ...logRecords.filter(isOurs).map(({ eventName, attributes }) => [eventName, attributes]),
  ];
}

const SERVER = { "server.address": "db.example", "server.port": 3306 };
const FIELD = { "diagnostics_channel.message.database": "dice" };
const BOTH = [["dice:query", SERVER], ["dice:rolled", {}]];

const ROWS: readonly Omit<EffectRow, "app" | "see">[] = [
  {
    variable: "OTEL_DENO_DIAGNOSTICS_CHANNELS",
    value: "dice:query",
    expected: [["dice:query", SERVER]],
  },
  {
    variable: "OTEL_DENO_DIAGNOSTICS_CHANNELS",
    value: "dice:rolled",
    expected: [["dice:rolled", {}]],
  },
  {
    variable: "OTEL_DENO_DIAGNOSTICS_CHANNEL_FIELDS",
    value: "database",
    with: CHANNELS,
    expected: [["dice:query", { ...SERVER, ...FIELD }], ["dice:rolled", FIELD]],
  },
  ...["OTEL_DENO_DISABLED_INSTRUMENTATIONS", "OTEL_PYTHON_DISABLED_INSTRUMENTATIONS"].map(
    (variable) => ({ variable, value: "diagnostics-channel", with: CHANNELS, expected: [] }),
  ),
  {
    variable: "OTEL_DENO_ENABLED_INSTRUMENTATIONS",
    value: "diagnostics-channel",
    against: "console",
    with: CHANNELS,
    expected: BOTH,
  },
];

/** What settings of channels do. */
export const DIAGNOSTICS_CHANNEL_EFFECTS: readonly EffectRow[] = ROWS.map((row) => ({
  ...row,
  app: "publish_on_channels",
  see: seen,
}));
