/**
 * Runs the commands in the READMEs of `collector/`, as somebody would who follows them: in a clone of what is
 * committed, whose queues and keys are its own.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { findCollectorBinary } from "./find_collector_binary.ts";
import { ignoreWithoutCollector } from "./ignore_without_collector.ts";
import { pickFreePorts } from "./pick_free_ports.ts";
import { findCommandKind } from "./readme_commands/find_command_kind.ts";
import { listReadmeCommands } from "./readme_commands/list_readme_commands.ts";
import { listReadmes } from "./readme_commands/list_readmes.ts";
import { repositoryRoot } from "./repository_root.ts";
import { runCommand } from "../run/run_command.ts";
import { type ProcessGroup, spawnGroup, type SpawnGroupOptions } from "../run/spawn_group.ts";

// The commands are a shell's; what stays is ended with SIGTERM.
const ignore = ignoreWithoutCollector() || Deno.build.os === "windows";

/** A command in a shell, with all that it starts. */
class ShellCommand {
  readonly #group: ProcessGroup;
  readonly #ended: Promise<number>;
  #isRunning = true;
  #text = "";

  constructor(readonly command: string, options: SpawnGroupOptions) {
    this.#group = spawnGroup(["sh", "-c", command], options);
    this.#ended = Promise.all([
      this.#group.status,
      this.#collect(this.#group.stdout),
      this.#collect(this.#group.stderr),
    ]).then(([{ code }]) => {
      this.#isRunning = false;
      return code;
    });
  }

  async #collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) this.#text += part;
  }

  get text(): string {
    return this.#text;
  }

  /** Resolves once its output matches; throws after a minute, or when it has ended. */
  async see(pattern: RegExp): Promise<void> {
    const deadline = performance.now() + 60_000;
    while (!pattern.test(this.#text)) {
      if (!this.#isRunning || performance.now() > deadline) {
        throw new Error(`Cannot see ${pattern} of "${this.command}": ${this.#text}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Waits for its end, for a minute at most; gives its exit code. */
  async end(): Promise<number> {
    const deadline = setTimeout(() => this.stop(), 60_000);
    const code = await this.#ended;
    clearTimeout(deadline);
    return code;
  }

  async stop(): Promise<void> {
    if (this.#isRunning) await this.#group.end("SIGTERM", this.#ended);
  }
}

/** This environment without its settings of telemetry, with ports that nobody uses. */
function freeEnvironment(): Readonly<Record<string, string>> {
  const names = [
    "OTLP_GRPC_PORT",
    "OTLP_HTTP_PORT",
    "HEALTH_CHECK_PORT",
    "METRICS_PORT",
    "COLLECTOR_METRICS_PORT",
    "APPLICATION_PORT",
  ];
  const ports = pickFreePorts(names.length);
  const env = Object.fromEntries(names.map((name, index) => [name, `${ports[index]}`]));
  const others = Object.entries(Deno.env.toObject()).filter(([name]) => !/^(OTEL|OTLP)/.test(name));
  return {
    ...Object.fromEntries(others),
    ...env,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${env["OTLP_HTTP_PORT"]}`,
    OTEL_LOG_LEVEL: "warn",
    // The built one, also where Docker works.
    OTELCOL_BIN: findCollectorBinary({
      root: repositoryRoot,
      readEnv: (name) => Deno.env.get(name),
    })!,
    // The same Deno for the commands, whatever is on PATH.
    PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH") ?? ""}`,
  };
}

/** In a shell: the endpoint that was set, on the port that is used here in place of 4318. */
function movedEndpoint(env: Readonly<Record<string, string>>): string {
  return `"\${OTEL_EXPORTER_OTLP_ENDPOINT%:*}:${env["OTLP_HTTP_PORT"]}"`;
}

for (const path of ignore ? [] : listReadmes(join(repositoryRoot, "collector"))) {
  const title = relative(repositoryRoot, path);
  const commands = listReadmeCommands(Deno.readTextFileSync(path))
    .filter(({ mark }) => mark === undefined);
  if (commands.length === 0) continue;

  Deno.test(`${title}: its commands work, one after the other`, async () => {
    const env = freeEnvironment();
    const folder = await Deno.makeTempDir();
    const cwd = join(folder, "clone");
    const cloned = await runCommand(["git", "clone", "--quiet", repositoryRoot, cwd]);
    assert.equal(cloned.code, 0, cloned.stderr);
    const staying = new Map<RegExp, ShellCommand>();
    const all: ShellCommand[] = [];
    const start = (text: string) => {
      const command = new ShellCommand(text, { cwd, env });
      all.push(command);
      return command;
    };
    let prepared = { block: 0, lines: [] as string[] };
    try {
      for (const { text, block } of commands) {
        const known = findCommandKind(text);
        assert.ok(known !== undefined, text);
        if (prepared.block !== block) prepared = { block, lines: [] };
        const port = env["APPLICATION_PORT"];
        const line = text.replaceAll("localhost:8080", `localhost:${port}`);
        const { kind, ready } = known;
        if (kind === "prepares") {
          prepared.lines.push(line, `export OTEL_EXPORTER_OTLP_ENDPOINT=${movedEndpoint(env)}`);
        } else if (ready === undefined) {
          const command = start([...prepared.lines, line].join("\n"));
          assert.equal(await command.end(), 0, `${text}: ${command.text}`);
        } else {
          // Another one of its kind would have the same ports.
          await staying.get(ready)?.stop();
          const command = start([...prepared.lines, line].join("\n"));
          staying.set(ready, command);
          await command.see(ready);
        }
      }
      // What the READMEs say that comes out in the end.
      const collector = [...staying.values()].find(({ command }) =>
        command.startsWith("deno task collector")
      );
      if (all.some(({ command }) => command.startsWith("curl"))) {
        await collector?.see(/ Name +: GET \/rolldice$/m);
      }
    } finally {
      for (const command of all.toReversed()) await command.stop();
      await Deno.remove(folder, { recursive: true });
    }
  });
}
