import assert from "node:assert/strict";
import { parseDenoCommand } from "./parse_deno_command.ts";

const parse = (line: string) => {
  const { subcommand, flags, rest } = parseDenoCommand(line.split(" ").filter((w) => w !== ""));
  return `${subcommand} | ${flags.join(" ")} | ${rest.join(" ")}`;
};

Deno.test("parseDenoCommand() tells Deno's options from the application's", () => {
  assert.equal(parse("run -A main.ts -A"), "run | -A | main.ts -A");
  assert.equal(parse("-q run --cert c.pem main.ts"), "run | -q --cert c.pem | main.ts");
  assert.equal(parse("run --config=a.json - x"), "run | --config=a.json | - x");
  assert.equal(parse("serve --port 0 --parallel a.ts"), "serve | --port 0 --parallel | a.ts");
  assert.equal(parse("test --filter run some"), "test | --filter run | some");
  assert.equal(parse("task --cwd x start"), "task |  | --cwd x start");
});

Deno.test("parseDenoCommand() knows deno FILE as deno run", () => {
  assert.equal(parse("main.ts a"), "run |  | main.ts a");
  assert.equal(parse("-A ./main a"), "run | -A | ./main a");
});

Deno.test("parseDenoCommand() knows the subcommands that run no application", () => {
  assert.equal(parse("fmt --check"), "fmt | --check | ");
  assert.equal(parse(""), "repl |  | ");
  assert.equal(parse("--version"), "help | --version | ");
});
