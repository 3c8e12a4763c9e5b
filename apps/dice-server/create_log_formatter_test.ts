import { deepEqual, equal, match } from "node:assert/strict";
import { configureSync, getLogger, type LogLevel, resetSync } from "@logtape/logtape";
import { createLogFormatter } from "./create_log_formatter.ts";

const MESSAGE = "{player} is rolling the dice: {result}";

Deno.test("createLogFormatter() writes time, level, category and message", () => {
  match(
    format({ player: "alice", result: "4" }),
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z WARN {2}\[dice-server\] alice is rolling the dice: 4\n$/,
  );
});

Deno.test("createLogFormatter() makes one line without control characters, whatever the player", () => {
  const every = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join("");
  const players = [
    "eve\n2026-11-22T17:20:10.407Z ERROR [dice-server] forged",
    "eve\r\nforged",
    "\x1b[2J\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "\x9b31m",
    "a\u2028b\u2029c\u0085d\x0be\x0cf",
    "\u202egnp.exe\u202c",
    every,
    `${"x".repeat(10_240)}\n`,
  ];
  for (const player of players) {
    const line = format({ player, result: "4" });
    equal(line.endsWith(" is rolling the dice: 4\n"), true);
    equal(/[\p{Cc}\u2028\u2029\p{Bidi_Control}]/u.test(line.slice(0, -1)), false);
  }
});

Deno.test("createLogFormatter() cuts nothing", () => {
  const player = "ä🎲".repeat(5_000);
  equal(format({ player, result: "4" }).includes(` ${player} is rolling`), true);
});

Deno.test("createLogFormatter() keeps a value that is not a string on one line", () => {
  const line = format({ player: new Error("a\nb"), result: { long: "x".repeat(200), more: [1] } });
  equal(line.trimEnd().includes("\n"), false);
  match(line, /Error: a\\nb/);
});

Deno.test("createLogFormatter() aligns the names of the levels", () => {
  const levels: LogLevel[] = ["trace", "debug", "info", "warning", "error", "fatal"];
  const format = createLogFormatter();
  deepEqual(
    levels.map((level) => {
      const line = format({
        category: ["a", "b"],
        level,
        message: ["m"],
        rawMessage: "m",
        properties: {},
        timestamp: 0,
      });
      return line.slice("1970-01-01T00:00:00.000Z ".length);
    }),
    ["TRACE", "DEBUG", "INFO ", "WARN ", "ERROR", "FATAL"].map((name) => `${name} [a.b] m\n`),
  );
});

Deno.test("createLogFormatter() colours its own parts only, when colors is set", () => {
  const line = format({ player: "\x1b[31meve", result: "4" }, { colors: true });
  const time = line.slice("\x1b[2m".length, "\x1b[2m1970-01-01T00:00:00.000Z".length);
  equal(new Date(time).toISOString(), time);
  equal(
    line,
    `\x1b[2m${time}\x1b[0m \x1b[33mWARN \x1b[0m \x1b[2m[dice-server]\x1b[0m ` +
      String.raw`\x1b[31meve is rolling the dice: 4` + "\n",
  );
});

/** Formats what LogTape itself makes of the properties. */
function format(properties: Record<string, unknown>, options?: { readonly colors: boolean }) {
  const formatter = createLogFormatter(options);
  const lines: string[] = [];
  configureSync({
    sinks: { lines: (record) => lines.push(formatter(record)) },
    loggers: [
      { category: ["dice-server"], sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["lines"] },
    ],
  });
  try {
    getLogger(["dice-server"]).warning(MESSAGE, properties);
  } finally {
    resetSync();
  }
  equal(lines.length, 1);
  return lines[0]!;
}
