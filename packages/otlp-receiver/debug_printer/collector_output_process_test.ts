import assert from "node:assert/strict";
import { CODECS } from "../../otlp/testdata/codecs.ts";
import { loadFixtures } from "../../otlp/testdata/load_fixtures.ts";
import { randomRecord, seededRandom } from "../../otlp/testdata/random_record.ts";
import { ignoreWithoutCollector } from "../../../tools/collector/ignore_without_collector.ts";
import type { Signal } from "../mod.ts";
import { startDebugCollector } from "../testdata/start_debug_collector.ts";
import { type DebugRecords, formatDebug } from "./mod.ts";

const SIGNALS: readonly Signal[] = ["traces", "metrics", "logs"];

/** Messages of one signal: what Python made, and some by chance. */
function messagesOf(signal: Signal): readonly Uint8Array<ArrayBuffer>[] {
  const { message, encode } = CODECS[signal];
  const random = seededRandom(20_261_123);
  return [
    ...loadFixtures().filter(({ kind }) => kind === signal).map(({ protobuf }) => protobuf.slice()),
    ...Array.from(
      { length: 40 },
      () => encode(withRealIds(randomRecord(message, random)) as never, "protobuf"),
    ),
  ];
}

/** The Collector takes no ids of other lengths. */
function withRealIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRealIds);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name === "traceId") return [name, String(member).padEnd(32, "0").slice(0, 32)];
      if (/^(s|parentS)panId$/.test(name)) return [name, String(member).slice(0, 16)];
      return [name, withRealIds(member)];
    }),
  );
}

for (const signal of SIGNALS) {
  Deno.test(`formatDebug() prints ${signal} as the Collector does`, {
    ignore: ignoreWithoutCollector(),
  }, async () => {
    await using collector = await startDebugCollector();
    let compared = 0;
    for (const body of messagesOf(signal)) {
      const request = CODECS[signal].decode(body, "protobuf");
      const records = { signal, request } as unknown as DebugRecords;
      // The Collector takes a message without items, and prints nothing.
      if (/ 0}$/m.test(formatDebug(records))) continue;
      const response = await fetch(`${collector.endpoint}/v1/${signal}`, {
        method: "POST",
        headers: { "content-type": "application/x-protobuf" },
        body,
      });
      await response.bytes();
      // It takes no ids of other lengths.
      if (!response.ok) continue;
      const printed = await collector.take();
      for (const verbosity of ["basic", "normal", "detailed"] as const) {
        const theirs = printed[verbosity].join("").replace(CONTROL_CHARACTERS, escaped);
        const ours = formatDebug(records, { verbosity });
        assert.equal(withRoundBounds(ours), withRoundBounds(theirs));
      }
      compared++;
    }
    assert.ok(compared > 10, `${compared} compared`);
  });
}

// deno-lint-ignore no-control-regex
const CONTROL_CHARACTERS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/** What a terminal would take for a command is made visible: the one thing that is ours. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The bounds of exponential histograms with twelve digits: Go's `math.Exp` has other last ones. */
function withRoundBounds(text: string): string {
  return text.replace(
    /^(Bucket [[(])(\S+), (\S+)([\])])/gm,
    (_, before, lower, upper, after) => `${before}${rounded(lower)}, ${rounded(upper)}${after}`,
  ).replace(/ le([^\s=]+)=/g, (_, bound) => ` le${rounded(bound)}=`);
}

function rounded(bound: string): string {
  const value = Number(bound.replace("Inf", "Infinity"));
  return Math.abs(value) > 1.797e308 ? String(value * Infinity) : value.toPrecision(12);
}
