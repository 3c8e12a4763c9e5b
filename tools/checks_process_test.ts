import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandResult, runCommand } from "./run/run_command.ts";

const denied = ["read", "write", "run"].some((name) =>
  Deno.permissions.querySync({ name: name as "read" | "write" | "run" }).state !== "granted"
);

const EXAMPLE = `/**
 * Doubles.
 *
 * @example Two
 * \`\`\`ts
 * import { double } from "./mod.ts";
 * if (double(1) !== 2) throw new Error();
 * \`\`\`
 */
export function double(x: number): number {
  return 2 * x;
}
`;

/** A project in which every check but the floor of tests finds nothing. */
const CLEAN: Readonly<Record<string, string>> = {
  "deno.json": `{ "workspace": ["./packages/dice-core", "./packages/telemetry-setup"],
    "tasks": { "ok": "true" } }`,
  "deno.lock": '{ "version": "5" }',
  "packages/dice-core/deno.json": '{ "name": "@x/dice-core", "exports": "./mod.ts" }',
  "packages/dice-core/mod.ts": EXAMPLE,
  "packages/telemetry-setup/deno.json": '{ "name": "@x/setup", "exports": "./mod.ts" }',
  "packages/telemetry-setup/mod.ts": EXAMPLE,
  "packages/telemetry-setup/config/a.ts": 'import "../diagnostics/b.ts";\n',
  "packages/telemetry-setup/diagnostics/b.ts": "export {};\n",
  "README.md":
    "# X\n\n```sh\ndeno task ok\n```\n\n```ts\nif (1 + 1 !== 2) throw new Error();\n```\n",
};

const CHECKS = [
  "import_direction",
  "cycles",
  "file_sizes",
  "otel_versions",
  "readme_blocks",
  "docs",
];

/** What to change in the clean project, and what the check then says. */
const BROKEN: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    "import_direction",
    {
      "packages/telemetry-setup/diagnostics/b.ts":
        '\nimport "../config/a.ts";\nDeno.env.get("X");\n',
    },
    /^packages\/telemetry-setup\/diagnostics\/b\.ts:2: imports "\.\.\/config\/a\.ts".*\n.*b\.ts:3: reads/,
  ],
  [
    "cycles",
    {
      "packages/telemetry-setup/diagnostics/b.ts":
        'import type { C } from "./c.ts";\nexport type B = C;\n',
      "packages/telemetry-setup/diagnostics/c.ts":
        'import "./b.ts";\nimport "./d.ts";\nexport type C = 1;\n',
      "packages/telemetry-setup/diagnostics/d.ts": 'import "./c.ts";\n',
    },
    /^packages\/telemetry-setup\/diagnostics\/c\.ts:1: .*c\.ts -> .*d\.ts -> .*c\.ts \(no cycles.*\)\n$/,
  ],
  ["file_sizes", { "long.ts": "export {};\n".repeat(401) }, /^long\.ts:1: 401 lines/m],
  [
    "otel_versions",
    {
      "deno.lock": '{ "npm": { "@opentelemetry/api@1.9.0": {}, "@opentelemetry/api@1.10.0": {} } }',
    },
    /@opentelemetry\/api is installed 2 times/,
  ],
  [
    "readme_blocks",
    { "README.md": '```ts\nif (1 + 1 !== 3) throw new Error("wrong sum");\n```\n' },
    /wrong sum/,
  ],
  [
    "readme_blocks",
    { "README.md": "```sh\ndeno task nope\n```\n" },
    /README\.md:2: "deno task nope"/,
  ],
  [
    "docs",
    {
      "packages/dice-core/mod.ts": "interface P {}\n/** X. */\nexport function f(_: P): void {}\n",
    },
    /mod\.ts:3: public type 'f' references private type 'P'.*\n.*mod\.ts:3: f has no @example/,
  ],
];

async function runOn(
  files: Readonly<Record<string, string>>,
  check: string,
): Promise<CommandResult> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), text);
    }
    const script = fileURLToPath(new URL(`check_${check}.ts`, import.meta.url));
    const flags = ["--no-prompt", "--allow-read", "--allow-write", "--allow-run"];
    const env = { NO_COLOR: "1" };
    return await runCommand([Deno.execPath(), "run", ...flags, script], { cwd: root, env });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

for (const check of CHECKS) {
  Deno.test({
    name: `check_${check}.ts ends with 0, when the project is clean`,
    ignore: denied,
    async fn() {
      const { code, stdout, stderr } = await runOn(CLEAN, check);
      assert.equal(code, 0, stdout + stderr);
    },
  });
}

for (const [check, changed, message] of BROKEN) {
  Deno.test({
    name: `check_${check}.ts ends with 1 and says why, when ${Object.keys(changed).join()} is bad`,
    ignore: denied,
    async fn() {
      const { code, stdout, stderr } = await runOn({ ...CLEAN, ...changed }, check);
      assert.equal(code, 1, stderr);
      assert.match(stdout, message);
    },
  });
}

Deno.test({
  name: "check_test_floor.ts names a file of the floor, when it ran no test",
  ignore: denied,
  async fn() {
    const { code, stdout, stderr } = await runOn({
      ...CLEAN,
      "packages/dice-core/a_test.ts": 'Deno.test({ name: "a", ignore: true, fn() {} });\n',
      "packages/dice-core/b_test.ts": 'Deno.test("b", () => {});\n',
    }, "test_floor");
    assert.equal(code, 1, stderr);
    assert.match(
      stdout,
      /^1 tests ran, 1 were ignored\npackages\/dice-core\/a_test\.ts:1: ran no test/,
    );
    assert.ok(!stdout.includes("b_test.ts"));
  },
});
