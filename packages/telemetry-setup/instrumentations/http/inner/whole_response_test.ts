import assert from "node:assert/strict";
import { createWholeCheck } from "./whole_response.ts";

const headers = { "content-type": "text/plain", "x-a": "b" };

const WHOLE: Record<string, () => unknown> = {
  text: () => new Response("text"),
  "an empty text": () => new Response(""),
  "text with headers": () => new Response("text", { headers, status: 201 }),
  "no body": () => new Response(null, { status: 204 }),
  bytes: () => new Response(new Uint8Array(3)),
  "bytes with headers": () => new Response(new Uint8Array(3), { headers }),
  JSON: () => Response.json({ a: 1 }),
  "JSON with headers": () => Response.json({ a: 1 }, { headers }),
  "a form": () => new Response(new URLSearchParams({ a: "b" })),
  "a redirection": () => Response.redirect("http://localhost/"),
  "an object of another class": () => new (class extends Response {})("text"),
};

const used = new Response("text");
await used.text();
const usedBytes = new Response(new Uint8Array(3), { headers });
await usedBytes.bytes();

const OTHERS: Record<string, () => unknown> = {
  "a stream": () => new Response(new ReadableStream()),
  "a blob": () => new Response(new Blob(["text"])),
  "a body that somebody asked for": () => {
    const response = new Response("text");
    assert.ok(response.body);
    return response;
  },
  "a used body": () => used,
  "used bytes": () => usedBytes,
  "an error": () => Response.error(),
  "no response": () => ({ status: 200, body: null }),
  nothing: () => undefined,
  "a text": () => "text",
  null: () => null,
};

Deno.test("createWholeCheck() tells of every body that is in memory, and leaves it there", async () => {
  const isWhole = createWholeCheck({ fastPath: true });
  for (const [name, create] of Object.entries(WHOLE)) {
    const response = create() as Response;
    assert.equal(isWhole(response), true, name);
    assert.equal(response.bodyUsed, false, name);
    assert.equal(await response.text(), await (create() as Response).text(), name);
    assert.equal(isWhole(response), (create() as Response).body === null, name);
  }
});

Deno.test("createWholeCheck() knows nothing of other bodies, and of what is no response", () => {
  const isWhole = createWholeCheck({ fastPath: true });
  for (const [name, create] of Object.entries(OTHERS)) {
    assert.equal(isWhole(create()), false, name);
  }
});

Deno.test("createWholeCheck() knows of none, when inner properties are not to be read", () => {
  const isWhole = createWholeCheck({ fastPath: false });
  for (const create of [...Object.values(WHOLE), ...Object.values(OTHERS)]) {
    assert.equal(isWhole(create()), false);
  }
});
