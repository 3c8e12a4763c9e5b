import assert from "node:assert/strict";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { type AppRun, runApp } from "../testdata/run_app.ts";

/** What the last export of metrics has, by name: points, or values by their one attribute. */
function lastMetrics({ printed }: AppRun) {
  const scopes = printed.findLast((object) => "resource_metrics" in object)!
    .resource_metrics.flatMap(({ scope_metrics }: { scope_metrics: unknown[] }) => scope_metrics);
  const metrics: { name: string; data: { data_points: Point[] } }[] = scopes
    .flatMap((scope: { metrics: unknown[] }) => scope.metrics);
  return Object.fromEntries(metrics.map(({ name, data }) => [name, data.data_points]));
}

interface Point {
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
  readonly count: number;
  readonly sum: number;
}

function valueOf(points: readonly Point[] | undefined, attribute = ""): number {
  const found = points?.find(({ attributes }) => Object.values(attributes).join() === attribute);
  assert.ok(found, `no point ${attribute}`);
  return found.value;
}

function run(main: string, { flags = [] as readonly string[], env = {} } = {}) {
  return runApp({
    files: { "main.ts": main },
    ...flags.length > 0 && { flags },
    env: { OTEL_METRICS_EXPORTER: "console", OTEL_TRACES_EXPORTER: "none", ...env },
  });
}

Deno.test({
  name: "runtime-metrics are sent for an app that does nothing, and do not keep it alive",
  ignore: !mayRunApps(),
  async fn() {
    const { code, stderr, ...rest } = await run(`export {};`);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    const metrics = lastMetrics({ code, stderr, ...rest });
    assert.ok(valueOf(metrics["process.uptime"]) > 0);
    assert.ok(valueOf(metrics["process.memory.usage"]) > 2 ** 20);
    assert.equal(metrics["process.unix.file_descriptor.count"], undefined);
    assert.equal(metrics["process.memory.virtual"], undefined);
  },
});

Deno.test({
  name: "runtime-metrics are left out, when they are switched off",
  ignore: !mayRunApps(),
  async fn() {
    const app = `import { metrics } from "@opentelemetry/api";
      metrics.getMeter("app").createCounter("seen").add(1);`;
    const result = await run(app, {
      env: { OTEL_DENO_DISABLED_INSTRUMENTATIONS: "runtime-metrics" },
    });
    assert.deepEqual(Object.keys(lastMetrics(result)), ["seen"]);
  },
});

Deno.test({
  name: "runtime-metrics see a blocked event loop, and garbage collections",
  ignore: !mayRunApps(),
  async fn() {
    const result = await run(`
      await new Promise((resolve) => setTimeout(resolve, 400));
      const until = performance.now() + 300;
      let kept: unknown[] = [];
      while (performance.now() < until) kept = Array.from({ length: 1e5 }, (_, i) => ({ i, kept: 0 }));
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (kept.length === 0) throw new Error("nothing was kept");
    `);
    assert.equal(result.code, 0, result.stderr);
    const metrics = lastMetrics(result);
    const delay = (name: string) => valueOf(metrics[`nodejs.eventloop.delay.${name}`]);
    assert.ok(delay("max") >= 0.25, `max ${delay("max")}`);
    assert.ok(delay("min") < 0.1, `min ${delay("min")}`);
    const order = ["min", "p50", "p90", "p99", "max"].map(delay);
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
    assert.ok(delay("mean") > delay("min") && delay("mean") < delay("max"));
    assert.ok(delay("stddev") > 0);
    const collections = metrics["v8js.gc.duration"] ?? [];
    assert.ok(collections.some(({ count, sum }) => count > 0 && sum > 0 && sum < 10));
    for (const { attributes } of collections) {
      assert.ok(
        ["major", "minor", "incremental", "weakcb"].includes(attributes["v8js.gc.type"]!),
      );
    }
  },
});

Deno.test({
  name: "runtime-metrics agree with what the kernel tells, for an app that may read it",
  ignore: !mayRunApps() || Deno.build.os !== "linux",
  async fn() {
    const result = await run(
      `
      let sum = 0;
      for (const until = performance.now() + 300; performance.now() < until;) sum += Math.random();
      const [status, stat, uptime] = ["self/status", "self/stat", "uptime"]
        .map((name) => Deno.readTextFileSync("/proc/" + name));
      const descriptors = [...Deno.readDirSync("/proc/self/fd")].length;
      console.error(JSON.stringify({ status, stat, uptime, descriptors, sum }));
    `,
      { flags: ["--allow-all"], env: { OTEL_LOGS_EXPORTER: "none" } },
    );
    assert.equal(result.code, 0, result.stderr);
    const kernel = JSON.parse(result.stderr);
    const metrics = lastMetrics(result);
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(kernel.status)?.[1]) * 1024;
    const near = (name: string, expected: number, share: number) => {
      const actual = valueOf(metrics[name]);
      assert.ok(Math.abs(actual - expected) <= expected * share, `${name}: ${actual}, ${expected}`);
    };
    near("process.memory.usage", bytes("VmRSS"), 0.25);
    near("process.memory.virtual", bytes("VmSize"), 0.25);
    near("process.unix.file_descriptor.count", kernel.descriptors - 1, 0.3);

    // After the command's name, which may have blanks: fields 14, 15 and 22, in ticks of 10 ms.
    const fields = kernel.stat.replace(/^.*\) /s, "").split(" ");
    const [user, system, started] = [11, 12, 19].map((index) => Number(fields[index]) / 100);
    const time = metrics["process.cpu.time"];
    const used = valueOf(time, "user") + valueOf(time, "system");
    assert.ok(Math.abs(used - user! - system!) < 0.25, `${used}, ${user! + system!}`);
    const share = metrics["process.cpu.utilization"];
    assert.ok(valueOf(share, "user") > 0 && valueOf(share, "user") <= 1);
    const running = Number(kernel.uptime.split(" ")[0]) - started!;
    assert.ok(Math.abs(valueOf(metrics["process.uptime"]) - running) < 1);
  },
});
