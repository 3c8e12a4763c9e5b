import assert from "node:assert/strict";
import { waitUntilHealthy } from "./wait_until_healthy.ts";

const URL = "http://127.0.0.1:13133";

Deno.test("waitUntilHealthy() goes on asking, when the answer is refused or bad, until it is good", async () => {
  const answers = [
    () => Promise.reject(new TypeError("connection refused")),
    () => Promise.resolve(new Response("starting", { status: 503 })),
    () => Promise.resolve(new Response("ready")),
  ];
  const asked: string[] = [];
  await waitUntilHealthy(URL, {
    signal: new AbortController().signal,
    intervalMs: 0,
    fetch: (url) => {
      asked.push(url);
      return answers.shift()!();
    },
  });
  assert.deepEqual(asked, [URL, URL, URL]);
});

/** Aborts at different moments of a waiting so long that only the signal can end it. */
for (const when of ["during the question", "during the pause after it"]) {
  Deno.test(`waitUntilHealthy() ends with the signal's reason, when it is aborted ${when}`, async () => {
    const abort = new AbortController();
    const reason = new Error("Cannot wait any longer");
    await assert.rejects(
      waitUntilHealthy(URL, {
        signal: abort.signal,
        intervalMs: 1_000_000,
        fetch: () => {
          if (when === "during the question") abort.abort(reason);
          else setTimeout(() => abort.abort(reason), 0);
          return Promise.reject(new TypeError("connection refused"));
        },
      }),
      reason,
    );
  });
}

Deno.test("waitUntilHealthy() asks nothing, when the signal is aborted already", async () => {
  let asked = 0;
  await assert.rejects(waitUntilHealthy(URL, {
    signal: AbortSignal.abort(new Error("Cannot wait")),
    fetch: () => Promise.resolve(new Response(`${asked++}`)),
  }));
  assert.equal(asked, 0);
});
