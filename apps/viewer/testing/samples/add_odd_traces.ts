import type { SampleBuilder } from "./sample_builder.ts";

/** Texts that must not do anything where they are shown. */
const HOSTILE_TEXTS: readonly string[] = [
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "\u001b[31mred\u001b[0m \u001b]8;;https://example.com\u0007link\u001b]8;;\u0007",
  "user\u202Etxt.exe\u2066\u2069 \u200bzero width",
  "javascript:alert(1)",
];

/** A trace with much in it, one that is not over, one without its root, and one that means harm. */
export function addOddTraces(
  builder: SampleBuilder,
  { at, random, bigTraceSpans }: {
    readonly at: number;
    readonly random: () => number;
    readonly bigTraceSpans: number;
  },
): void {
  const service = "dice-server";
  const root = builder.addSpan({
    service,
    name: "nightly recount",
    at,
    took: 4000,
    attributes: { "batch.size": bigTraceSpans },
  });
  let parent = root;
  for (let index = 1; index < bigTraceSpans; index++) {
    const start = at + (3900 * index) / bigTraceSpans;
    const span = builder.addSpan({
      service: index % 7 === 0 ? "payments" : service,
      name: index % 20 === 1 ? `batch ${Math.floor(index / 20)}` : "recount player",
      parent: index % 20 === 1 ? root : parent,
      at: start,
      took: 1 + random() * 20,
      attributes: { "batch.item": index },
      ...(index % 333 === 0 ? { error: "player is unknown" } : {}),
    });
    if (index % 20 === 1) parent = span;
  }

  const open = builder.addSpan({ service, name: "long poll", kind: 2, at: at + 5000 });
  builder.addSpan({ service, name: "wait for change", parent: open, at: at + 5001, took: 700 });

  builder.addSpan({
    service,
    name: "orphan",
    parent: { traceId: builder.id(16), spanId: builder.id(8) },
    at: at + 6000,
    took: 12,
  });

  let above;
  for (const [index, text] of HOSTILE_TEXTS.entries()) {
    above = builder.addSpan({
      service,
      name: text,
      parent: above,
      at: at + 7000 + index,
      took: 20 - 2 * index,
      attributes: { [text]: text, long: text.repeat(500) },
    });
    builder.addLog({ service, at: at + 7001 + index, severity: "INFO", body: text, span: above });
  }
}
