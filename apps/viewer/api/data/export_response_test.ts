import { equal } from "node:assert/strict";
import { createMemoryStore } from "../../testing/create_memory_store.ts";
import { sampleStore } from "../../testing/sample_store.ts";
import { exportResponse } from "./export_response.ts";
import { exportSelection } from "./export_selection.ts";
import { importLines } from "./import_lines.ts";

Deno.test("exportResponse() gives what importLines() makes the same store of", async () => {
  const text = await (await exportResponse(
    exportSelection(await sampleStore({ requests: 8, bigTraceSpans: 21 }), { kind: "all" }),
  )).text();
  const copy = createMemoryStore();
  await importLines(new Blob([text]).stream(), { store: copy });
  const again = await exportResponse(exportSelection(copy, { kind: "all" }));
  equal(await again.text(), text);
  equal(again.headers.get("content-disposition"), 'attachment; filename="otlp-all.jsonl"');
});

Deno.test("exportResponse() puts nothing into the file's name that means something", async () => {
  const run = 'a"; filename="b\r\nx: y/../z';
  const lines = async function* () {
    yield await Promise.resolve("line\n");
  };
  const response = await exportResponse(
    exportSelection({ ...createMemoryStore(), export: lines }, { kind: "run", run }),
  );
  equal(
    response.headers.get("content-disposition"),
    'attachment; filename="otlp-run-a___filename__b__x__y_.._z.jsonl"',
  );
});

Deno.test("exportResponse() stops the store, when the client is gone", async () => {
  let stopped = false;
  const lines = async function* () {
    try {
      for (;;) yield await Promise.resolve("line\n");
    } finally {
      stopped = true;
    }
  };
  const response = await exportResponse(
    exportSelection({ ...createMemoryStore(), export: lines }, { kind: "all" }),
  );
  await response.body!.cancel();
  equal(stopped, true);
});
