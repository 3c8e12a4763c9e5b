import { diag, DiagLogLevel } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal, match, ok } from "node:assert/strict";
import {
  PrometheusMetricReader,
  type PrometheusMetricReaderOptions,
} from "./prometheus_metric_reader.ts";

const MAY_LISTEN = ["127.0.0.1", "localhost"].every((host) =>
  Deno.permissions.querySync({ name: "net", host }).state === "granted"
);

Deno.test("PrometheusMetricReader serves the current values at each scrape", {
  ignore: !MAY_LISTEN,
}, async () => {
  await using served = await serve();
  served.counter.add(2, { "roll.value": 4 });
  match(await scrape(served.url), /^dice_rolls_total\{roll_value="4",.*\} 2$/m);
  served.counter.add(1, { "roll.value": 4 });
  const response = await fetch(served.url);
  equal(response.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  match(await response.text(), /^dice_rolls_total\{roll_value="4",.*\} 3$/m);
});

Deno.test("PrometheusMetricReader answers nothing but GET and HEAD of /metrics", {
  ignore: !MAY_LISTEN,
}, async () => {
  await using served = await serve();
  const answers = [
    await fetch(served.url.replace("/metrics", "/")),
    await fetch(served.url, { method: "POST", body: "x" }),
    await fetch(served.url, { method: "HEAD" }),
    await fetch(`${served.url}?name=x`),
  ];
  deepEqual(answers.map(({ status }) => status), [404, 405, 200, 200]);
  for (const answer of answers) await answer.text();
});

Deno.test("PrometheusMetricReader gives unescaped names to whom asks for them only", {
  ignore: !MAY_LISTEN,
}, async () => {
  await using served = await serve({ translation: { escape: false, suffixes: false } });
  served.counter.add(2);
  match(await scrape(served.url), /^dice_rolls\{/m);
  const accept = "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,*/*;q=0.1";
  match(await scrape(served.url, { accept }), /^\{"dice\.rolls",/m);
});

Deno.test("PrometheusMetricReader answers in OpenMetrics, when that is preferred", {
  ignore: !MAY_LISTEN,
}, async () => {
  for (const escape of [true, false]) {
    await using served = await serve({ translation: { escape, suffixes: true } });
    served.counter.add(2);
    const accept = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5," +
      "text/plain;version=0.0.4;q=0.2,*/*;q=0.1";
    const response = await fetch(served.url, { headers: { accept } });
    equal(
      response.headers.get("content-type"),
      "application/openmetrics-text; version=1.0.0; charset=utf-8" +
        (escape ? "" : "; escaping=allow-utf-8"),
    );
    match(
      await response.text(),
      escape ? /^# TYPE dice_rolls counter$/m : /^# TYPE "dice\.rolls" counter$/m,
    );
  }
});

Deno.test("PrometheusMetricReader says in one line that the port is taken", {
  ignore: !MAY_LISTEN,
}, async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  using warnings = recordWarnings();
  await using served = await serve({ port });
  equal(served.url, "");
  deepEqual(warnings.lines, [
    `Cannot serve metrics at http://127.0.0.1:${port}/metrics: the address is in use`,
  ]);
});

Deno.test("PrometheusMetricReader shows the rest, when an instrument's callback fails", {
  ignore: !MAY_LISTEN,
}, async () => {
  using warnings = recordWarnings();
  await using served = await serve();
  served.counter.add(2);
  served.provider.getMeter("dice").createObservableGauge("broken").addCallback(() => {
    throw new Error("no dice");
  });
  match(await scrape(served.url), /^dice_rolls_total/m);
  equal(warnings.lines.length, 1);
  ok(warnings.lines[0]?.startsWith("Cannot observe an asynchronous instrument"));
});

Deno.test("PrometheusMetricReader closes its port on shutdown, when a connection is open", {
  ignore: !MAY_LISTEN,
}, async () => {
  const served = await serve();
  const { port } = new URL(served.url);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  await served[Symbol.asyncDispose]();
  equal(await connection.read(new Uint8Array(1)).catch(() => null), null);
  using _free = Deno.listen({ hostname: "127.0.0.1", port: Number(port) });
});

async function serve(options: PrometheusMetricReaderOptions = {}) {
  const reader = new PrometheusMetricReader({ host: "127.0.0.1", port: 0, ...options });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "dice-server" }),
    readers: [reader],
  });
  return {
    provider,
    url: await reader.url() ?? "",
    counter: provider.getMeter("dice").createCounter("dice.rolls"),
    [Symbol.asyncDispose]: () => provider.shutdown(),
  };
}

async function scrape(url: string, headers: Record<string, string> = {}): Promise<string> {
  return await (await fetch(url, { headers })).text();
}

function recordWarnings() {
  const lines: string[] = [];
  const ignore = () => {};
  diag.setLogger(
    {
      warn: (line) => lines.push(line),
      error: ignore,
      info: ignore,
      debug: ignore,
      verbose: ignore,
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return { lines, [Symbol.dispose]: () => diag.disable() };
}
