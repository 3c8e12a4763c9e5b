import { deepEqual, equal, throws } from "node:assert/strict";
import { HELP, readOptions } from "./read_options.ts";

const DEFAULTS = { help: false, host: "127.0.0.1", port: 8080, logLevel: "info" };

Deno.test("readOptions() listens on loopback, port 8080, and logs from info, when nothing is set", () => {
  deepEqual(readOptions([], environment({})), DEFAULTS);
});

for (const args of [["--port", "9000"], ["--port=9000"], ["-p", "9000"], ["-p9000"]]) {
  Deno.test(`readOptions() takes the port, when given as ${args.join(" ")}`, () => {
    deepEqual(readOptions(args, environment({})), { ...DEFAULTS, port: 9000 });
  });
}

Deno.test("readOptions() takes the other options", () => {
  const options = readOptions(["--host", "::1", "--log-level=DEBUG"], environment({}));
  deepEqual(options, { ...DEFAULTS, host: "::1", logLevel: "debug" });
});

Deno.test("readOptions() takes each variable", () => {
  const readEnv = environment({
    APPLICATION_PORT: "9001",
    APPLICATION_HOST: "0.0.0.0",
    APPLICATION_LOG_LEVEL: "warn",
  });
  const expected = { help: false, host: "0.0.0.0", port: 9001, logLevel: "warning" };
  deepEqual(readOptions([], readEnv), expected);
});

Deno.test("readOptions() prefers an option to its variable, and the last to the first", () => {
  const readEnv = environment({ APPLICATION_PORT: "not a port" });
  equal(readOptions(["--port", "1", "-p", "2"], readEnv).port, 2);
});

Deno.test("readOptions() takes an empty variable as unset", () => {
  const readEnv = environment({
    APPLICATION_PORT: "",
    APPLICATION_HOST: "",
    APPLICATION_LOG_LEVEL: "",
  });
  deepEqual(readOptions([], readEnv), DEFAULTS);
});

Deno.test("readOptions() takes 0 and 65535 as ports", () => {
  equal(readOptions(["-p", "0"], environment({})).port, 0);
  equal(readOptions(["-p", "65535"], environment({})).port, 65535);
});

for (const port of ["x", "", "-1", "80.5", "65536", "999999", "0x50", "8080 ", "1e3"]) {
  Deno.test(`readOptions() throws a RangeError, when the port is "${port}"`, () => {
    throws(() => readOptions([`--port=${port}`], environment({})), {
      name: "RangeError",
      message: `Cannot use --port: ${JSON.stringify(port)} is not an integer from 0 to 65535`,
    });
  });
}

Deno.test("readOptions() names the variable, when its value is wrong", () => {
  throws(() => readOptions([], environment({ APPLICATION_PORT: "abc" })), {
    message: `Cannot use APPLICATION_PORT: "abc" is not an integer from 0 to 65535`,
  });
  throws(() => readOptions([], environment({ APPLICATION_LOG_LEVEL: "loud" })), {
    message:
      `Cannot use APPLICATION_LOG_LEVEL: "loud" is not one of trace, debug, info, warning, error, fatal`,
  });
});

for (
  const [args, message] of [
    [["--prot", "1"], "Cannot use option --prot: it is unknown, see --help"],
    [["-x"], "Cannot use option -x: it is unknown, see --help"],
    [["8080"], `Cannot use argument "8080": only options are taken`],
    [["--port"], "Cannot use option --port: its value is missing"],
    [["--help=yes"], "Cannot use option --help: it takes no value"],
    [["--host="], "Cannot use --host: it is empty"],
    [["--__proto__"], "Cannot use option --__proto__: it is unknown, see --help"],
  ] as const
) {
  Deno.test(`readOptions() throws a TypeError, when given ${args.join(" ")}`, () => {
    throws(() => readOptions(args, environment({})), { name: "TypeError", message });
  });
}

Deno.test("readOptions() asks for help, whatever the variables say", () => {
  const readEnv = environment({ APPLICATION_PORT: "abc" });
  equal(readOptions(["-h"], readEnv).help, true);
  equal(readOptions(["--help"], readEnv).help, true);
});

Deno.test("HELP names each option and each variable", () => {
  for (const name of ["--port", "-p,", "--host", "--log-level", "--help", "-h,"]) {
    equal(HELP.includes(name), true, name);
  }
  for (const name of ["APPLICATION_PORT", "APPLICATION_HOST", "APPLICATION_LOG_LEVEL"]) {
    equal(HELP.includes(name), true, name);
  }
});

function environment(values: Readonly<Record<string, string>>) {
  return (name: string): string | undefined => values[name];
}
