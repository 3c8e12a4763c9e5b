/**
 * Does what a newcomer does: clones the repository and runs the two commands of the README, with an empty
 * HOME, DENO_DIR and npm cache. Looks at what is committed, not at the working tree.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseJsonSequence } from "./parse_json_sequence.ts";
import { readReadmeCommands } from "./source/read_readme_commands.ts";
import { missingForNpx } from "./run/missing_for_npx.ts";
import { runCommand } from "./run/run_command.ts";
import { spawnGroup } from "./run/spawn_group.ts";
import { type FreshMachine, withFreshMachine } from "./run/with_fresh_machine.ts";

const MINUTE = 60_000;

const permitted = (["read", "write", "env", "net", "run"] as const).every((name) =>
  Deno.permissions.querySync({ name }).state === "granted"
);
const missing = permitted ? await missingForNpx() : undefined;
if (missing !== undefined) console.error(`README commands are not tested: ${missing}`);

const ignore = !permitted || missing !== undefined;

Deno.test("README: the first command prints telemetry, and nothing else, in a fresh clone", {
  ignore,
}, () =>
  withMachine(async ([command], machine) => {
    assertTelemetry(parseJsonSequence(await rollOnce(command, machine)));
  }));

Deno.test(
  "README: the second command passes, in a fresh clone",
  { ignore },
  () =>
    withMachine(async ([, command], { cwd, env }) => {
      const { code, stdout, stderr } = await runCommand(
        withEnvironment(command, env),
        { cwd, timeout: 8 * MINUTE },
      );
      assert.equal(code, 0, stdout + stderr);
    }),
);

type Commands = ReturnType<typeof readReadmeCommands>;

/** What a newcomer has, with the commands that the README tells. */
function withMachine(
  use: (commands: Commands, machine: FreshMachine) => Promise<void>,
): Promise<void> {
  return withFreshMachine(async (machine) => {
    const readme = await Deno.readTextFile(join(machine.cwd, "README.md"));
    await use(readReadmeCommands(readme), machine);
  });
}

/** `env -i` keeps the rest of this environment out of the command. */
function withEnvironment(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): readonly [string, ...string[]] {
  return [
    "env",
    "-i",
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...command,
  ];
}

/** Starts the server, rolls the dice once, stops it. Returns all of stdout. */
async function rollOnce(command: readonly string[], machine: FreshMachine): Promise<string> {
  const port = await freePort();
  const [program = "npx", ...args] = command;
  const server = spawnGroup([program, ...args, "-p", `${port}`], machine);
  let ended = false;
  const stdout = new Response(server.stdout).text();
  const stderr = new Response(server.stderr).text();
  void server.status.finally(() => ended = true);
  try {
    const url = `http://127.0.0.1:${port}/rolldice?player=alice`;
    const deadline = Date.now() + 3 * MINUTE;
    while (!await answers(`http://127.0.0.1:${port}/healthz`)) {
      if (ended) throw new Error(`Cannot reach the server: it ended: ${await stderr}`);
      if (Date.now() > deadline) throw new Error("Cannot reach the server: no answer in 3 minutes");
      await delay(200);
    }
    const response = await fetch(url);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /^[1-6]$/);
  } catch (error) {
    await server.end("SIGKILL", Promise.all([server.status, stdout, stderr]));
    throw error;
  }
  // The server gets it twice, from here and from `deno task`, as under systemd. Nothing may be lost by
  // that. stdout ends with the last process that has it open: the server itself.
  await server.end("SIGTERM", Promise.all([server.status, stdout, stderr]));
  return await stdout;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

interface Context {
  readonly trace_id: string;
  readonly span_id: string;
}

interface Span {
  readonly name: string;
  readonly parent_id: string | null;
  readonly context: Context;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function assertTelemetry(objects: readonly Record<string, unknown>[]): void {
  const spans = objects.filter((one) => "context" in one && "kind" in one) as unknown as Span[];
  const roll = spans.find(({ name }) => name === "roll");
  const server = spans.find(({ name, context }) =>
    name === "GET /rolldice" && context.trace_id === roll?.context.trace_id
  );
  assert.ok(roll !== undefined, "there is a span roll");
  assert.ok(server !== undefined, "there is a span GET /rolldice of the same trace");
  assert.equal(roll.parent_id, server.context.span_id);

  const log = objects.find(({ body }) =>
    typeof body === "string" && /^alice is rolling the dice: [1-6]$/.test(body)
  );
  assert.ok(log !== undefined, "there is the log record of the roll");
  assert.equal(log["trace_id"], roll.context.trace_id);

  const metrics = new Set(
    objects.flatMap(({ resource_metrics: resources = [] }) =>
      (resources as ResourceMetrics[]).flatMap(({ scope_metrics: scopes }) =>
        scopes.flatMap((scope) => scope.metrics.map(({ name }) => name))
      )
    ),
  );
  assert.ok(metrics.has("dice.rolls"), "there is the counter dice.rolls");
  assert.ok(metrics.has("http.server.request.duration"), "there is the histogram of durations");
}

interface ResourceMetrics {
  readonly scope_metrics: readonly { readonly metrics: readonly { readonly name: string }[] }[];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port ?? 0 : 0));
    });
  });
}
