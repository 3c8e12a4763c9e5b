import type { ExportSelection, TelemetryStore } from "../../contract/mod.ts";
import { BadRequest } from "../request/bad_request.ts";

/**
 * An export as a download, made while it is read.
 *
 * @throws {BadRequest} If there is nothing of what was chosen.
 */
export async function exportResponse(
  store: TelemetryStore,
  selection: ExportSelection,
): Promise<Response> {
  const lines = store.export(selection)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true && selection.kind !== "all") {
    throw new BadRequest("Cannot export: there is no such run, trace or span", 404);
  }
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(first);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await (next ?? lines.next());
      next = undefined;
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="${fileName(selection)}"`,
    },
  });
}

/** Of characters that every system takes. */
function fileName(selection: ExportSelection): string {
  const part = selection.kind === "all"
    ? "all"
    : selection.kind === "run"
    ? `run-${selection.run.replaceAll(/[^\w.-]/g, "_").slice(0, 80)}`
    : selection.kind === "trace"
    ? `trace-${selection.traceId}`
    : `span-${selection.spanId}`;
  return `otlp-${part}.jsonl`;
}
