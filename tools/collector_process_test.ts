import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { ignoreWithoutCollector } from "./collector/ignore_without_collector.ts";
import { pickFreePorts } from "./collector/pick_free_ports.ts";

// Stand-ins for programs are shell scripts, and Windows has no SIGTERM.
const ignore = Deno.build.os === "windows" ||
  (["env", "net", "read", "run", "write"] as const)
    .some((name) => Deno.permissions.querySync({ name }).state !== "granted");
const ignoreReal = ignore || ignoreWithoutCollector();

/** `deno task collector` as a child process, on ports of its own, with Docker out of its sight. */
class CollectorTool {
  readonly folder = Deno.makeTempDirSync();
  readonly healthPort: number;
  readonly httpPort: number;
  readonly #child: Deno.ChildProcess;
  readonly #done: Promise<unknown>;
  #text = "";

  /** @param programs Shell scripts that are all that the tool finds on PATH, by name */
  constructor(
    args: readonly string[],
    options: { env?: Record<string, string>; programs?: Record<string, string> } = {},
  ) {
    const [grpcPort, httpPort, healthPort] = pickFreePorts(3) as [number, number, number];
    this.httpPort = httpPort;
    this.healthPort = Number(options.env?.["HEALTH_CHECK_PORT"] ?? healthPort);
    for (const [name, script] of Object.entries(options.programs ?? {})) {
      Deno.writeTextFileSync(join(this.folder, name), script, { mode: 0o755 });
    }
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--allow-read",
        "--allow-run",
        "--allow-net",
        "--allow-env",
        join(import.meta.dirname!, "collector.ts"),
        ...args,
      ],
      env: {
        OTELCOL_BIN: "",
        OTLP_HOST: "",
        OTLP_GRPC_PORT: `${grpcPort}`,
        OTLP_HTTP_PORT: `${httpPort}`,
        HEALTH_CHECK_PORT: `${healthPort}`,
        PATH: [this.folder, "/usr/bin", "/bin"].slice(0, options.programs ? 3 : 1).join(delimiter),
        ...options.env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#done = Promise.all([
      this.#collect(this.#child.stdout),
      this.#collect(this.#child.stderr),
    ]);
  }

  async #collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) this.#text += part;
  }

  /** Resolves once its output matches. */
  async see(pattern: RegExp): Promise<void> {
    const deadline = performance.now() + 20_000;
    while (!pattern.test(this.#text)) {
      assert.ok(performance.now() < deadline, `${pattern} did not come: ${this.#text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  kill(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  async end(): Promise<{ code: number; text: string }> {
    const { code } = await this.#child.status;
    await this.#done;
    return { code, text: this.#text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await this.end();
    await Deno.remove(this.folder, { recursive: true });
  }
}

Deno.test(
  "collector lists the scenarios in one line, when it does not know the name",
  { ignore },
  async () => {
    for (const args of [["unheard-of"], ["../collector/debug"], ["--verbose"], ["debug", "more"]]) {
      await using tool = new CollectorTool(args);
      const { code, text } = await tool.end();
      assert.equal(code, 1);
      assert.match(
        text,
        /^Cannot start a Collector: there is no scenario ".*"; there is: .*debug.*\n$/,
      );
      assert.ok(text.includes(JSON.stringify(args.join(" "))), text);
    }
  },
);

Deno.test("collector says in one line which port is taken", { ignore }, async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  await using tool = new CollectorTool([], { env: { HEALTH_CHECK_PORT: `${port}` } });
  const { code, text } = await tool.end();
  assert.equal(code, 1);
  assert.match(text, /^Cannot start the Collector: something already listens on 127.*\n$/);
  assert.ok(text.includes(`127.0.0.1:${port};`), text);
});

Deno.test("collector says in one line what to install, when there is neither Docker nor a binary", {
  ignore,
}, async () => {
  await using tool = new CollectorTool([], { env: { OTELCOL_CACHE: "/nonexistent" } });
  const { code, text } = await tool.end();
  assert.equal(code, 1);
  assert.match(text, /^Cannot start a Collector: no Docker.*deno task collector:build\n$/);
});

Deno.test(
  "collector says in one line what is wrong, when a variable's value is",
  { ignore },
  async () => {
    for (
      const [name, value, message] of [
        ["OTELCOL_BIN", "/nonexistent", "Cannot use OTELCOL_BIN: there is no file /nonexistent\n"],
        [
          "OTLP_GRPC_PORT",
          "grpc",
          'Cannot use OTLP_GRPC_PORT: "grpc" is not a port from 1 to 65535\n',
        ],
      ] as const
    ) {
      await using tool = new CollectorTool([], { env: { [name]: value } });
      assert.deepEqual(await tool.end(), { code: 1, text: message });
    }
  },
);

Deno.test("collector runs the built one, says when it is ready, and ends with it on each signal", {
  ignore: ignoreReal,
}, async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    await using tool = new CollectorTool(["debug"], { env: binaryInUse() });
    await tool.see(/^The Collector is ready$/m);
    const health = await fetch(`http://127.0.0.1:${tool.healthPort}`);
    assert.equal((await health.json()).status, "Server available");
    tool.kill(signal);
    const { code, text } = await tool.end();
    assert.equal(code, 0);
    assert.match(text, /^Starting the Collector, scenario debug, without Docker$/m);
    assert.match(text, /^ {2}OTLP\/gRPC {5}http:\/\/127\.0\.0\.1:\d+$/m);
    assert.match(text, /Shutdown complete/);
    // OTLP_HOST is empty, which to the Collector alone would mean every address.
    assert.equal(text.match(/"endpoint": "127\.0\.0\.1:\d+"/g)?.length, 2, text);
    await assert.rejects(fetch(`http://127.0.0.1:${tool.healthPort}`), "the Collector lives on");
  }
});

const FAILED = {
  traceId: "5b8efff798038103d269b633813fc60c",
  spanId: "eee19b7ec3c1b174",
  name: "GET /rolldice",
  startTimeUnixNano: "1795368010407190000",
  endTimeUnixNano: "1795368010407907000",
  status: { code: 2 },
};

Deno.test(
  "collector runs each process of a scenario, and ends them in the order in which they send",
  {
    ignore: ignoreReal,
  },
  async () => {
    const storage = await Deno.makeTempDir();
    try {
      await using tool = new CollectorTool(["gateway"], {
        env: { ...binaryInUse(), STORAGE_DIRECTORY: storage },
      });
      await tool.see(/^The Collector is ready$/m);
      const response = await fetch(`http://127.0.0.1:${tool.httpPort}/v1/traces`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [FAILED] }] }] }),
      });
      assert.equal(response.status, 200, await response.text());
      await tool.see(/^backend {3}\| {5}Trace ID {7}: 5b8efff798038103d269b633813fc60c$/m);
      tool.kill("SIGINT");
      const { code, text } = await tool.end();
      assert.equal(code, 0, text);
      const ended = [...text.matchAll(/^(\S+) *\| .*Shutdown complete/gm)].map(([, name]) => name);
      assert.deepEqual(ended, ["agent", "gateway-3", "gateway-2", "gateway-1", "backend"]);
    } finally {
      await Deno.remove(storage, { recursive: true });
    }
  },
);

Deno.test(
  "collector ends all processes of a scenario with the exit code of one that ended by itself",
  {
    ignore,
  },
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const binary = join(folder, "otelcol");
      const script = "#!/bin/sh\necho 'its own words' >&2\nexit 7\n";
      await Deno.writeTextFile(binary, script, { mode: 0o755 });
      await using tool = new CollectorTool(["gateway"], { env: { OTELCOL_BIN: binary } });
      const { code, text } = await tool.end();
      assert.equal(code, 7);
      assert.match(text, /^backend {3}\| its own words$/m);
      assert.match(text, /^backend ended with exit code 7$/m);
      assert.doesNotMatch(text, /is ready|^agent/m);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("collector ends with the Collector's exit code, when the Collector ends by itself", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const binary = join(folder, "otelcol");
    const script = "#!/bin/sh\necho 'its own words' >&2\nexit 7\n";
    await Deno.writeTextFile(binary, script, { mode: 0o755 });
    // Named, it is taken even where Docker works.
    await using tool = new CollectorTool([], {
      programs: { docker: DOCKER },
      env: { OTELCOL_BIN: binary },
    });
    const { code, text } = await tool.end();
    assert.equal(code, 7);
    assert.match(text, /^its own words$/m);
    assert.doesNotMatch(text, /is ready/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** A `docker` whose engine answers; `up` runs until it gets SIGTERM and counts how often it does. */
const DOCKER = `#!/bin/sh
if [ "$1" = info ] || [ "$2" = version ]; then exit 0; fi
trap 'echo "got SIGTERM"; ended=1' TERM
trap 'echo "got SIGINT"' INT
echo "docker $*"
while [ -z "$ended" ]; do sleep 0.05; done
sleep 0.3
exit 5
`;

Deno.test(
  "collector starts the scenario's compose file, when a Docker engine answers",
  { ignore },
  async () => {
    await using tool = new CollectorTool([], { programs: { docker: DOCKER } });
    await tool.see(/^docker compose --file \S+collector\/debug\/compose\.yaml up$/m);
    // Twice, as a terminal and a task runner together do.
    tool.kill("SIGINT");
    tool.kill("SIGINT");
    const { code, text } = await tool.end();
    assert.equal(code, 5);
    assert.equal(text.match(/got SIGTERM/g)?.length, 1, text);
    assert.doesNotMatch(text, /got SIGINT/);
  },
);

/** The same Collector for the child process, whose PATH and cache are its own. */
function binaryInUse(): Record<string, string> {
  return Object.fromEntries(
    ["OTELCOL_BIN", "OTELCOL_CACHE"].flatMap((name) => {
      const value = Deno.env.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}
