import assert from "node:assert/strict";
import { createXraySampler } from "./xray_sampler.ts";
import { rulesAnswer } from "./testdata/sampling_rules.ts";
import { countSampled } from "./testdata/sample.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

Deno.test({
  name: "createXraySampler() works with a daemon over HTTP, and stops with it",
  ignore,
  async fn() {
    const requests: { path: string; type: string | null; body: unknown }[] = [];
    const reported = Promise.withResolvers<void>();
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      async (request) => {
        const { pathname: path } = new URL(request.url);
        const type = request.headers.get("content-type");
        requests.push({ path, type, body: await request.json() });
        if (path === "/GetSamplingRules") {
          return Response.json(rulesAnswer({ RuleName: "all", FixedRate: 1, ReservoirSize: 0 }));
        }
        reported.resolve();
        return Response.json({ SamplingTargetDocuments: [{ RuleName: "all", FixedRate: 0 }] });
      },
    );
    const controller = new AbortController();
    const messages: string[] = [];
    const say = (message: string) => void messages.push(message);
    const timers: (() => void)[] = [];
    const sampler = createXraySampler({
      serviceName: "dice",
      endpoint: `http://127.0.0.1:${server.addr.port}`,
      stopped: controller.signal,
      diagnostics: { error: say, warn: say, info: say, debug: say },
      setTimer(run) {
        timers.push(run);
        return () => {};
      },
    });
    // The rules' timer is set when their answer was read.
    while (timers.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(countSampled(sampler, 50), 50);
    timers[0]?.();
    await reported.promise;
    while (timers.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(countSampled(sampler, 50), 0);
    controller.abort();
    await server.shutdown();
    assert.deepEqual(requests[0], {
      path: "/GetSamplingRules",
      type: "application/json",
      body: {},
    });
    assert.deepEqual(requests.map(({ path }) => path), ["/GetSamplingRules", "/SamplingTargets"]);
    assert.deepEqual(messages, []);
  },
});
