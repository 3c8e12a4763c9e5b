import assert from "node:assert/strict";
import { join } from "node:path";
import { openStore } from "../apps/viewer/store/open_store.ts";
import { ignoreWithoutCollector } from "./collector/ignore_without_collector.ts";
import { pickFreePorts } from "./collector/pick_free_ports.ts";
import { startCollector } from "./collector/start_collector.ts";

// Windows has no SIGTERM.
const ignore = Deno.build.os === "windows" ||
  (["env", "net", "read", "run", "write"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** Settings of whoever runs the tests that would reach the launcher. */
const UNSET = {
  OTEL_EXPORTER_OTLP_ENDPOINT: "",
  OTEL_EXPORTER_OTLP_PROTOCOL: "",
  OTEL_CONFIG_FILE: "",
  NO_COLOR: "1",
};

/** `deno task dev:otlp` on free ports, and what it printed. */
class Launcher {
  readonly folder = Deno.makeTempDirSync();
  readonly serverPort: number;
  readonly viewerPort: number;
  readonly #child: Deno.ChildProcess;
  readonly #read: Promise<void>[];
  #text = "";

  constructor(env: Readonly<Record<string, string>> = {}) {
    const [server, viewer, http, grpc] = pickFreePorts(4) as [number, number, number, number];
    this.serverPort = server;
    this.viewerPort = viewer;
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["task", "dev:otlp", "-p", String(server)],
      cwd: join(import.meta.dirname!, ".."),
      env: {
        ...UNSET,
        XDG_DATA_HOME: this.folder,
        OTEL_DENO_VIEWER_PORT: String(viewer),
        OTLP_HTTP_PORT: String(http),
        OTLP_GRPC_PORT: String(grpc),
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#read = [this.#child.stdout, this.#child.stderr].map(async (stream) => {
      for await (const text of stream.pipeThrough(new TextDecoderStream())) this.#text += text;
    });
  }

  /** Rolls the dice as soon as the server is there. */
  async roll(player: string): Promise<void> {
    await this.waitFor("dice-server is ready");
    const response = await fetch(`http://127.0.0.1:${this.serverPort}/rolldice?player=${player}`);
    await response.body?.cancel();
    assert.equal(response.status, 200);
  }

  async waitFor(text: string): Promise<void> {
    for (const end = performance.now() + 60_000; !this.#text.includes(text);) {
      assert.ok(performance.now() < end, `"${text}" never came: ${this.#text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async end(): Promise<string> {
    this.#child.kill("SIGTERM");
    await Promise.all([this.#child.status, ...this.#read]);
    return this.#text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end().catch(() => {});
    Deno.removeSync(this.folder, { recursive: true });
  }
}

Deno.test("dev:otlp starts a viewer, and ends it when all that was sent is stored", {
  ignore: ignore || Deno.build.os === "darwin",
}, async () => {
  await using launcher = new Launcher();
  await launcher.roll("alice");
  const viewer = `http://localhost:${launcher.viewerPort}`;
  await launcher.waitFor(`Look at what it sends on ${viewer}/`);
  const page = await (await fetch(`${viewer}/`)).text();
  assert.match(page, /<script[^>]+src=/);
  // Right before the end: nothing of it was sent yet.
  await launcher.roll("bob");
  const text = await launcher.end();
  assert.match(text, /^viewer \| OTLP: /m);
  const store = await openStore({ path: join(launcher.folder, "otel-deno", "viewer.db") });
  try {
    const names = (await store.findTraces({})).items.map((
      { name, spanCount },
    ) => [name, spanCount]);
    assert.deepEqual(names, [["GET /rolldice", 2], ["GET /rolldice", 2]]);
    assert.equal((await store.findLogs({ text: "bob" })).items.length, 1);
    assert.ok((await store.listMetrics()).some(({ name }) => name === "dice.rolls"));
  } finally {
    await store.close();
  }
});

Deno.test("dev:otlp sends to the Collector that listens, and says that it is one", {
  ignore: ignore || ignoreWithoutCollector(),
}, async () => {
  await using collector = await startCollector();
  const { httpPort, grpcPort } = collector;
  await using launcher = new Launcher({
    OTLP_HTTP_PORT: String(httpPort),
    OTLP_GRPC_PORT: String(grpcPort),
  });
  await launcher.roll("alice");
  await launcher.waitFor(`Sending to what listens on port ${httpPort}: an OpenTelemetry Collector`);
  const text = await launcher.end();
  assert.ok(!text.includes("viewer |"));
  await collector.waitForJsonLines("traces", (lines) => lines.length > 0);
});

Deno.test("dev:otlp leaves an endpoint that is set as it is", { ignore }, async () => {
  await using launcher = new Launcher({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://user:pw@127.0.0.1:9",
  });
  await launcher.roll("alice");
  const text = await launcher.end();
  assert.ok(text.includes("Nobody answers on http://127.0.0.1:9 yet\n"), text);
  assert.ok(!text.includes("viewer |"));
});
