import assert from "node:assert/strict";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { DEFAULT_FLAGS, runApp } from "../testdata/run_app.ts";

const ignore = !mayRunApps();

/** The span's name, kind, own attributes and error, as the console has them. */
function told({ name, kind, attributes, status }: Record<string, unknown>) {
  return { name, kind, attributes, status: (status as { status_code: string }).status_code };
}

const KV_APP = `
  const kv = await Deno.openKv(":memory:");
  await kv.set(["secret"], "hidden");
  await kv.get(["secret"]);
  await kv.getMany([["secret"], ["other"]]);
  await Array.fromAsync(kv.list({ prefix: [] }));
  const first = await kv.list({ prefix: [] }, { limit: 1 }).next();
  if (first.value?.value !== "hidden") throw new Error("not the value");
  const reader = kv.watch([["secret"]]).getReader();
  const { value: [entry] } = await reader.read();
  if (entry.value !== "hidden") throw new Error("not the value");
  await reader.cancel();
  const { ok } = await kv.atomic().check({ key: ["new"], versionstamp: null })
    .set(["new"], 1).delete(["secret"]).commit();
  if (!ok) throw new Error("not committed");
  await kv.set(["large"], new Uint8Array(2 ** 20)).catch(() => {});
  const { promise, resolve } = Promise.withResolvers();
  kv.listenQueue((message) => resolve(message));
  await kv.enqueue({ dice: 4 });
  const message = await promise;
  if (JSON.stringify(message) !== '{"dice":4}') throw new Error("not the message");
  await new Promise((resolve) => setTimeout(resolve, 50));
  kv.close();
`;

Deno.test("operations and messages of the real Deno KV are recorded", { ignore }, async () => {
  const { code, stderr, stdout, spans } = await runApp({
    files: { "main.ts": KV_APP },
    flags: [...DEFAULT_FLAGS, "--unstable-kv"],
  });
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
  const database = (name: string, more: object = {}) => ({
    name,
    kind: "SpanKind.CLIENT",
    attributes: { "db.system.name": "deno.kv", "db.operation.name": name, ...more },
    status: "UNSET",
  });
  const message = (name: string, [kind, type]: readonly [string, string]) => ({
    name,
    kind: `SpanKind.${kind}`,
    attributes: {
      "messaging.system": "deno.kv",
      "messaging.operation.name": name,
      "messaging.operation.type": type,
    },
    status: "UNSET",
  });
  const seen = spans.map(told).filter(({ name }) => name !== "process" && name !== "enqueue");
  assert.deepEqual(seen, [
    database("set"),
    database("get"),
    database("getMany", { "db.operation.batch.size": 2 }),
    database("list"),
    database("list"),
    database("watch"),
    database("commit", { "db.operation.batch.size": 2 }),
    { ...database("set", { "error.type": "TypeError" }), status: "ERROR" },
  ]);
  assert.deepEqual(
    spans.map(told).filter(({ name }) => name === "process" || name === "enqueue")
      .sort((a, b) => String(a.name) < String(b.name) ? -1 : 1),
    [message("enqueue", ["CLIENT", "send"]), message("process", ["CONSUMER", "process"])],
  );
  assert.doesNotMatch(stdout, /secret|hidden|dice"/);
});

Deno.test("deno-kv and deno-queue are switched off one by one", { ignore }, async () => {
  const names = async (off: string) => {
    const { code, stderr, spans } = await runApp({
      files: { "main.ts": KV_APP },
      flags: [...DEFAULT_FLAGS, "--unstable-kv"],
      env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: off },
    });
    assert.equal(code, 0, stderr);
    return [...new Set(spans.map(({ name }) => name))].sort();
  };
  assert.deepEqual(await names("deno-kv"), ["enqueue", "process"]);
  assert.deepEqual(await names("deno-queue"), ["commit", "get", "getMany", "list", "set", "watch"]);
  assert.deepEqual(await names("deno-kv,deno-queue"), []);
});

Deno.test("without --unstable-kv and --unstable-cron nothing is there, and nothing is said", {
  ignore,
}, async () => {
  const { code, stderr } = await runApp({
    files: {
      "main.ts": `if ("openKv" in Deno || "cron" in Deno) throw new Error("they are there");`,
    },
  });
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
});

Deno.test("runs of the real Deno.cron are recorded, unless switched off", { ignore }, async () => {
  const app = `
    // A setting of Deno for tests: the next minute is 20 ms away.
    Deno.env.set("DENO_CRON_TEST_SCHEDULE_OFFSET", "20");
    const ended = new AbortController();
    let runs = 0;
    await Deno.cron("clean up", "* * * * *", { signal: ended.signal }, () => {
      if (++runs === 2) ended.abort();
    });
  `;
  const run = async (env: Record<string, string>) => {
    const { code, stderr, spans } = await runApp({
      files: { "main.ts": app },
      flags: [...DEFAULT_FLAGS, "--unstable-cron"],
      env,
    });
    assert.equal(code, 0, stderr);
    return spans.map(told);
  };
  const job = {
    name: "cron clean up",
    kind: "SpanKind.INTERNAL",
    attributes: { "deno.cron.name": "clean up", "deno.cron.schedule": "* * * * *" },
    status: "UNSET",
  };
  assert.deepEqual(await run({}), [job, job]);
  assert.deepEqual(await run({ OTEL_DENO_DISABLED_INSTRUMENTATIONS: "deno-cron" }), []);
});
