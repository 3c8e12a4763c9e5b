import assert from "node:assert/strict";
import { inspectTask } from "./inspect_task.ts";

const FILES: Readonly<Record<string, string>> = {
  "/app/deno.json": `{ // comments and
    "tasks": {
      "dev": "deno serve --port 1 app.ts",
      "prepared": "deno run a.ts && TOKEN=x deno -q serve app.ts",
      "run": "deno run serve.ts && echo deno serve",
      "by-script": 'deno run a.ts',
      "object": { "dependencies": ["run", "dev"] },
      "outer": { "command": "deno task -q prepared --x" },
      "listed": "deno run --allow-run=deno a.ts",
      "set": "npm run inner",
      "circle": { "command": "deno task circle", "dependencies": ["circle"] },
      "script": "sh -c \\"deno serve app.ts\\"", // a trailing comma
    },
  }`.replace(/'/g, '"'),
  "/app/package.json": JSON.stringify({
    scripts: { start: "deno serve", dev: "echo", inner: "deno run -RP a.ts" },
  }),
  "/app/member/deno.json": JSON.stringify({ tasks: { run: "deno serve" } }),
  "/app/broken/deno.json": "{",
};

const inspect = (line: string, cwd = "/app") =>
  inspectTask(line.split(" "), { cwd, readText: (path) => FILES[path] });
const find = (line: string, cwd?: string) => inspect(line, cwd).serving;

Deno.test("inspectTask() names the task that starts deno serve itself", () => {
  assert.equal(find("dev --port 2"), "dev");
  assert.equal(find("prepared"), "prepared");
  assert.equal(find("start"), "start");
  assert.equal(find("object"), "dev");
  assert.equal(find("outer"), "prepared");
  assert.equal(find("--eval deno serve app.ts"), "--eval");
});

Deno.test("inspectTask() finds none where deno serve is reached, or not started", () => {
  for (const name of ["run", "by-script", "circle", "script", "unknown", "--eval deno run a.ts"]) {
    assert.equal(find(name), undefined, name);
  }
});

Deno.test("inspectTask() takes the nearest manifest that has the task", () => {
  assert.equal(find("run", "/app/member"), "run");
  assert.equal(find("dev", "/app/member"), "dev");
  assert.equal(find("--cwd member run"), "run");
  assert.equal(find("--cwd=member run"), "run");
  assert.equal(find("-c member/deno.json run"), "run");
  assert.equal(find("dev", "/app/broken"), "dev");
});

Deno.test("inspectTask() tells whether a task says which programs may be started", () => {
  const startsAnything = (line: string) => inspect(line).startsAnything;
  assert.deepEqual(["run", "script", "--eval sh a.sh"].map(startsAnything), [true, true, true]);
  assert.deepEqual(["listed", "set", "unknown"].map(startsAnything), [false, false, false]);
});
