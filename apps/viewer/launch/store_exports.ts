import { type ExportHandlers, type ExportRequest, partial, retry } from "@otel-deno/otlp-receiver";
import type { TelemetryStore, WriteResult } from "../contract/mod.ts";

/** Options of {@linkcode storeExports}. */
export interface StoreExportsOptions {
  readonly store: TelemetryStore;
  /** Also told of everything that was stored. */
  readonly others: readonly ((exported: ExportRequest) => void)[];
  /** Told when the store begins to fail, and when it works again. */
  readonly onMessage: (message: string) => void;
}

/**
 * What a receiver does with what comes in: it is stored, and only then is the sender told that it
 * was. Where the store fails, the sender is asked to try again.
 */
export function storeExports(
  { store, onMessage, ...options }: StoreExportsOptions,
): Required<Pick<ExportHandlers, "onExport" | "onError">> {
  let { others } = options;
  let failing = false;
  return {
    async onExport(exported) {
      let result: WriteResult;
      try {
        result = await write(store, exported);
      } catch (error) {
        if (!failing) onMessage(`Cannot store what comes in: ${messageOf(error)}`);
        failing = true;
        return retry(undefined, { message: "the store does not take it" });
      }
      if (failing) onMessage("What comes in is stored again");
      failing = false;
      for (const tell of others) {
        try {
          tell(exported);
        } catch (error) {
          // Such as that nobody reads the debug text any longer: it is stored all the same.
          others = others.filter((one) => one !== tell);
          onMessage(`Cannot pass on what comes in: ${messageOf(error)}`);
        }
      }
      if (result.rejectedCount === 0 && result.message === "") return;
      return partial(result.rejectedCount, result.message);
    },
    onError: (error) => onMessage(`Cannot take what came in: ${messageOf(error)}`),
  };
}

function write(store: TelemetryStore, exported: ExportRequest): Promise<WriteResult> {
  switch (exported.signal) {
    case "traces":
      return store.writeTraces(exported.request);
    case "metrics":
      return store.writeMetrics(exported.request);
    case "logs":
      return store.writeLogs(exported.request);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
