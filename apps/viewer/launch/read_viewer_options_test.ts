import { deepEqual, equal, throws } from "node:assert/strict";
import { readViewerOptions } from "./read_viewer_options.ts";
import { settleToken } from "./settle_token.ts";

const NO_ENV = () => undefined;

Deno.test("readViewerOptions() takes the defaults of OTLP and 4319, when nothing is given", () => {
  deepEqual(readViewerOptions([], NO_ENV), {
    help: false,
    host: "127.0.0.1",
    port: 4319,
    otlpHttpPort: 4318,
    otlpGrpcPort: 4317,
    inMemory: false,
    unsafe: false,
    endWithStdin: false,
  });
});

Deno.test("readViewerOptions() takes the port from the environment, unless an option names one", () => {
  const readEnv = (name: string) => name === "OTEL_DENO_VIEWER_PORT" ? "5000" : undefined;
  equal(readViewerOptions([], readEnv).port, 5000);
  equal(readViewerOptions(["--port", "6000"], readEnv).port, 6000);
  equal(readViewerOptions([], () => "").port, 4319);
  throws(() => readViewerOptions([], () => "x"), {
    message: 'Cannot use OTEL_DENO_VIEWER_PORT: "x" is not an integer from 0 to 65535',
  });
  equal(readViewerOptions(["--help"], () => "x").help, true);
});

for (
  const [args, message] of [
    [["--port", "65536"], 'Cannot use --port: "65536" is not an integer from 0 to 65535'],
    [["--port"], "Cannot use option --port: its value is missing"],
    [
      ["--otlp-http-port=-1"],
      'Cannot use --otlp-http-port: "-1" is not an integer from 0 to 65535',
    ],
    [["--debug", "all"], 'Cannot use --debug: "all" is not one of basic, normal, detailed'],
    [["--db", "a", "--in-memory"], "Cannot use --db: there is --in-memory, too"],
    [["--in-memory=yes"], "Cannot use option --in-memory: it takes no value"],
    [["--forward", "localhost:4318"], "Cannot use --forward: it is no URL with http: or https:"],
    [["--forward-header", "a=b"], "Cannot use --forward-header: there is no --forward"],
    [["--unsafe"], "Cannot use --unsafe: no other machine reaches the viewer without --host"],
    [["--ui"], "Cannot use option --ui: it is unknown, see --help"],
    [["4319"], 'Cannot use argument "4319": only options are taken'],
  ] as const
) {
  Deno.test(`readViewerOptions() refuses ${args.join(" ")}`, () => {
    throws(() => readViewerOptions(args, NO_ENV), { message });
  });
}

Deno.test("readViewerOptions() reads headers for what is sent on, and only then", () => {
  const readEnv = (name: string) => name === "OTEL_EXPORTER_OTLP_HEADERS" ? "a=1,b=2" : undefined;
  const args = ["--forward", "http://x", "--forward-header", "B=3", "--forward-header", "c=4"];
  deepEqual(readViewerOptions(args, readEnv).forwardHeaders, { a: "1", b: "3", c: "4" });
  equal(readViewerOptions([], readEnv).forwardHeaders, undefined);
});

Deno.test("settleToken() asks for a token, where other machines can reach the viewer", () => {
  const settle = (...args: string[]) => settleToken(readViewerOptions(args, NO_ENV), () => "short");
  equal(settle(), undefined);
  equal(settle("--host", "::1"), undefined);
  equal(settle("--host", "0.0.0.0", "--unsafe"), undefined);
  equal(settle("--host", "0.0.0.0")?.length, 32);
  equal(settle("--host", "0.0.0.0") === settle("--host", "0.0.0.0"), false);
  throws(() => settle("--token-file", "x"), { message: /does not hold 16 or more printable/ });
});

Deno.test("settleToken() reads the token from its file, also where only this machine looks", () => {
  const options = readViewerOptions(["--token-file", "x"], NO_ENV);
  equal(settleToken(options, () => "0123456789abcdef\n"), "0123456789abcdef");
  const missing = () => {
    throw new Error("No such file");
  };
  throws(() => settleToken(options, missing), {
    message: "Cannot use --token-file: No such file",
  });
});
