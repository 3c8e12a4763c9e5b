import assert from "node:assert/strict";
import { hasDockerEngine } from "./has_docker_engine.ts";

/** Programs of which those given work; keeps what was tried. */
function programs(working: readonly string[]) {
  const tried: string[] = [];
  return {
    tried,
    tryProgram: (program: string, args: readonly string[]) => {
      const line = [program, ...args].join(" ");
      tried.push(line);
      return Promise.resolve(working.includes(line));
    },
  };
}

Deno.test("hasDockerEngine() says yes, when compose is installed and an engine answers", async () => {
  const { tryProgram } = programs(["docker compose version", "docker info"]);
  assert.equal(await hasDockerEngine(tryProgram), true);
});

Deno.test("hasDockerEngine() says no, when only the client is there", async () => {
  const { tryProgram } = programs(["docker compose version"]);
  assert.equal(await hasDockerEngine(tryProgram), false);
});

Deno.test("hasDockerEngine() says no without asking the engine, when compose is missing", async () => {
  const { tryProgram, tried } = programs(["docker info"]);
  assert.equal(await hasDockerEngine(tryProgram), false);
  assert.deepEqual(tried, ["docker compose version"]);
});
