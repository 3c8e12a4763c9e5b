import assert from "node:assert/strict";
import { parseBootstrapArgs } from "./parse_bootstrap_args.ts";

Deno.test("parseBootstrapArgs() prints requirements of the current folder by default", () => {
  assert.deepEqual(parseBootstrapArgs([]), {
    action: "requirements",
    dryRun: false,
    json: false,
    help: false,
    path: ".",
  });
});

Deno.test("parseBootstrapArgs() takes each option", () => {
  assert.deepEqual(parseBootstrapArgs(["--action=install", "--dry-run", "--json", "app"]), {
    action: "install",
    dryRun: true,
    json: true,
    help: false,
    path: "app",
  });
});

for (
  const [argv, message] of [
    [["--actoin", "install"], /^Cannot read the command line: Unknown option '--actoin'$/],
    [["-a"], /^Cannot read the command line: /],
    [["-a", "remove"], /^Cannot use --action remove: requirements or install is expected$/],
    [["a", "b", "c"], /^Cannot use b c: one PATH is expected$/],
  ] as const
) {
  Deno.test(`parseBootstrapArgs() refuses ${argv.join(" ")}`, () => {
    assert.throws(() => parseBootstrapArgs(argv), { name: "UsageError", message, exitCode: 2 });
  });
}
