import type { ExportSelection, TelemetryStore } from "../../contract/mod.ts";
import type { Export } from "./export_response.ts";

/** Exports all of a store, a run, a trace or a part of one. */
export function exportSelection(store: TelemetryStore, selection: ExportSelection): Export {
  const lines = store.export(selection);
  switch (selection.kind) {
    case "all":
      return { lines, name: "all" };
    case "run": {
      // Of characters that every system takes.
      const name = selection.run.replaceAll(/[^\w.-]/g, "_").slice(0, 80);
      return { lines, name: `run-${name}`, what: "run" };
    }
    case "trace":
      return { lines, name: `trace-${selection.traceId}`, what: "trace" };
    case "subtree":
      return { lines, name: `span-${selection.spanId}`, what: "span" };
  }
}
