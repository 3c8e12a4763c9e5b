import { join } from "node:path";

/** How a scenario's Collector is started. */
export interface StartPlan {
  /** What to call it to people. */
  readonly description: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What to send when a person asks a second time for the end. */
  readonly impatientSignal: Deno.Signal;
}

/** What {@linkcode planStart} chooses from. */
export interface PlanStartOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Absolute path of a built Collector, where there is one. */
  readonly binary: string | undefined;
  /** Whether `docker compose` can start a container. */
  readonly docker: boolean;
  /** The variables of the configuration, resolved: an empty one is not unset to the Collector. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Chooses how to start a scenario: with Docker where it works, else the built Collector.
 *
 * @param scenario Folder of `collector/`
 * @throws {Error} There is neither; the message says what to install
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { planStart } from "./plan_start.ts";
 *
 * const plan = planStart("debug", { root: "/repo", binary: "/cache/otelcol", docker: false });
 * assert.equal(plan.program, "/cache/otelcol");
 * ```
 */
export function planStart(scenario: string, options: PlanStartOptions): StartPlan {
  const folder = join(options.root, "collector", scenario);
  if (options.docker) {
    return {
      description: "in Docker",
      program: "docker",
      args: ["compose", "--file", join(folder, "compose.yaml"), "up"],
      // Compose's menu would listen on the keyboard.
      env: { ...options.env, COMPOSE_MENU: "false" },
      // Compose takes it as "stop waiting and kill"; killing compose itself would leave the
      // container running.
      impatientSignal: "SIGTERM",
    };
  }
  if (options.binary !== undefined) {
    return {
      description: "without Docker",
      program: options.binary,
      args: ["--config", join(folder, "otel-collector-config.yaml")],
      env: options.env ?? {},
      impatientSignal: "SIGKILL",
    };
  }
  throw new Error(
    "Cannot start a Collector: no Docker engine answers and none is built; " +
      "start Docker, or install Go (https://go.dev/doc/install) and run: deno task collector:build",
  );
}
