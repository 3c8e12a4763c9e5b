import assert from "node:assert/strict";
import type { DeliveryReport } from "../../diagnostics/delivery_report.ts";
import type { ExporterMetrics } from "../../diagnostics/self_metrics/self_metrics.ts";
import type { OnOutcome, Outcome, PayloadOptions } from "../../transports/route.ts";
import type { Encoder } from "../encoder.ts";
import { createRecordExporter } from "../record_exporter.ts";

/** An encoder of small numbers: one byte a record. */
export const BYTES: Encoder<number> = {
  contentType: "application/octets",
  encode: (records) => new Uint8Array(records),
};

/** An exporter, what it handed over and reported, and what is told to it. */
export function setUpExporter(
  { signal = "traces", metrics, ...options }:
    & Partial<Parameters<typeof createRecordExporter<number>>[0]>
    & { readonly signal?: "traces" | "metrics" | "logs"; readonly metrics?: ExporterMetrics } = {},
) {
  const sent: { payload: Uint8Array; options: PayloadOptions }[] = [];
  const reported: unknown[][] = [];
  const tell = (kind: keyof DeliveryReport) => (...values: unknown[]) =>
    void reported.push([kind, ...values]);
  let onOutcome: OnOutcome = () => assert.fail("the route is not open");
  const exporter = createRecordExporter<number>({
    encoder: BYTES,
    openRoute(given) {
      onOutcome = given;
      return {
        signal,
        destination: "http://c:4318",
        waitingItems: 0,
        isDurable: false,
        put: (payload, options) => void sent.push({ payload, options }),
        flush: () => Promise.resolve(),
        close() {},
      };
    },
    report: {
      retrying: tell("retrying"),
      delivered: tell("delivered"),
      dropped: tell("dropped"),
      quarantined: tell("quarantined"),
      replayed: tell("replayed"),
      lost: tell("lost"),
      kept: tell("kept"),
      repaired: tell("repaired"),
      end: tell("end"),
    },
    openMetrics: () => metrics,
    ...options,
  });
  return { exporter, sent, reported, tell: (outcome: Outcome) => onOutcome(outcome) };
}
