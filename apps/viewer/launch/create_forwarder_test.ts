import { deepEqual, equal, match } from "node:assert/strict";
import { createHttpHandler, type ExportRequest, startHttpReceiver } from "@otel-deno/otlp-receiver";
import { createForwarder } from "./create_forwarder.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";
const SPAN = '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"},{"name":"b"}]}]}]}';

/** A request as a receiver hands it on. */
async function receive(): Promise<ExportRequest> {
  const { promise, resolve } = Promise.withResolvers<ExportRequest>();
  const handler = createHttpHandler({ onExport: (exported) => resolve(exported) });
  await handler(
    new Request("http://localhost:4318/v1/traces", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: SPAN,
    }),
  );
  return await promise;
}

Deno.test("createForwarder() sends on what came in, as it came in", { ignore }, async () => {
  const arrived: string[] = [];
  await using receiver = await startHttpReceiver({
    port: 0,
    onExport: ({ contentType, bytes, headers }) => {
      arrived.push(
        `${contentType} ${headers.get("authorization")} ${headers.get("x-team")} ${
          new TextDecoder().decode(bytes)
        }`,
      );
    },
  });
  const messages: string[] = [];
  const forwarder = createForwarder({
    url: receiver.endpoint.replace("//", "//user:pass@"),
    headers: { "x-team": "blue" },
    onMessage: (message) => messages.push(message),
  });
  forwarder.forward(await receive());
  await forwarder.close(2000);
  deepEqual(arrived, [`application/json Basic dXNlcjpwYXNz blue ${SPAN}`]);
  deepEqual(messages, []);
});

Deno.test(
  "createForwarder() says once that nobody takes it, and what was lost",
  { ignore },
  async () => {
    const messages: string[] = [];
    const forwarder = createForwarder({
      url: "http://user:secret@127.0.0.1:9/",
      onMessage: (message) => messages.push(message),
      maxBytes: SPAN.length,
    });
    const exported = await receive();
    for (let index = 0; index < 3; index++) forwarder.forward(exported);
    await forwarder.close(2000);
    equal(messages.length, 2, messages.join("\n"));
    match(messages[0]!, /^Cannot forward to http:\/\/127\.0\.0\.1:9: /);
    equal(messages[1], "Items that were not forwarded to http://127.0.0.1:9: 6");
  },
);
