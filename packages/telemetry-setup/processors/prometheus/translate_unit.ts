const UNITS: Readonly<Record<string, string>> = {
  // Time.
  d: "days",
  h: "hours",
  min: "minutes",
  s: "seconds",
  ms: "milliseconds",
  us: "microseconds",
  ns: "nanoseconds",
  // Bytes.
  By: "bytes",
  KiBy: "kibibytes",
  MiBy: "mebibytes",
  GiBy: "gibibytes",
  TiBy: "tebibytes",
  KBy: "kilobytes",
  kBy: "kilobytes",
  MBy: "megabytes",
  GBy: "gigabytes",
  TBy: "terabytes",
  // The rest of SI, and what is common.
  m: "meters",
  V: "volts",
  A: "amperes",
  J: "joules",
  W: "watts",
  g: "grams",
  Cel: "celsius",
  Hz: "hertz",
  "%": "percent",
};

/** What stands behind a slash: one of it. */
const PER: Readonly<Record<string, string>> = {
  s: "second",
  min: "minute",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  mo: "month",
  y: "year",
};

/**
 * Puts a unit of UCUM into the words that Prometheus uses: `ms` is `milliseconds`, `By/s` is
 * `bytes_per_second`. What stands in braces is a remark and is dropped.
 *
 * @param ratio Whether the unit 1 says that the values are ratios.
 * @returns The words, or an empty string for no unit.
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1}
 *
 * @example Usage
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * equal(translateUnit("By/s", { ratio: false }), "bytes_per_second");
 * equal(translateUnit("{request}", { ratio: false }), "");
 * ```
 */
export function translateUnit(unit: string, { ratio }: { readonly ratio: boolean }): string {
  const bare = unit.replaceAll(/\{[^}]*\}/g, "").trim();
  if (bare === "1") return ratio ? "ratio" : "";
  const [numerator = "", denominator = ""] = bare.split("/", 2);
  const words = toWords(UNITS[numerator] ?? (numerator === "1" ? "" : numerator));
  const per = toWords(PER[denominator] ?? UNITS[denominator] ?? denominator);
  return [words, per === "" ? "" : `per_${per}`].filter((part) => part !== "").join("_");
}

/** A unit that is not known stays as it is, as far as it can stand in a name. */
function toWords(unit: string): string {
  return unit.replaceAll(/[^a-zA-Z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");
}
