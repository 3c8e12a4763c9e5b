import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { defaultTextMapGetter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { postRaw } from "../../testdata/post_raw.ts";
import { TRACE_CONTEXT_CASES, TRACE_ID } from "./testdata/trace_context_cases.ts";
import { createTraceContextPropagator } from "./trace_context.ts";

const ignore = Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted" ||
  Deno.permissions.querySync({ name: "env" }).state !== "granted";

Deno.test(
  "createTraceContextPropagator() reads each case as node:http hands the headers over",
  { ignore },
  async () => {
    const received: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      received.push(request.headers);
      response.end();
    });
    const listening = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", listening.resolve);
    await listening.promise;
    try {
      const address = server.address();
      assert.ok(typeof address === "object" && address !== null);
      const propagator = createTraceContextPropagator();
      for (const { name, headers, trace: expected, flags, state } of TRACE_CONTEXT_CASES) {
        await postRaw({ port: address.port, headers });
        const context = propagator.extract(ROOT_CONTEXT, received.at(-1), defaultTextMapGetter);
        const found = trace.getSpanContext(context);
        assert.equal(found?.traceId, expected === "continued" ? TRACE_ID : undefined, name);
        if (flags !== undefined && found !== undefined) assert.equal(found.traceFlags, flags, name);
        // The limit of 512 characters is for what is sent on.
        if ((state?.length ?? 0) > 0 && !name.includes("512")) {
          assert.equal(found?.traceState?.serialize(), state, name);
        } else if (state === undefined) assert.equal(found?.traceState, undefined, name);
      }
      assert.equal(received.length, TRACE_CONTEXT_CASES.length);
    } finally {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    }
  },
);
