import assert from "node:assert/strict";
import { parseInstrumentArgs } from "./parse_instrument_args.ts";

const message = (argv: readonly string[]): string => {
  try {
    parseInstrumentArgs(argv);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

Deno.test("parseInstrumentArgs() reads the seed's command line", () => {
  const words = "--traces_exporter console --metrics_exporter console --logs_exporter console " +
    "--service_name dice-server deno run app.ts -p 8080";
  assert.deepEqual(parseInstrumentArgs(words.split(" ")), {
    own: {},
    variables: {
      OTEL_SERVICE_NAME: "dice-server",
      OTEL_TRACES_EXPORTER: "console",
      OTEL_METRICS_EXPORTER: "console",
      OTEL_LOGS_EXPORTER: "console",
    },
    command: ["deno", "run", "app.ts", "-p", "8080"],
  });
});

Deno.test("parseInstrumentArgs() takes names in any case, kebab-case and unique prefixes", () => {
  for (const name of ["--service_name", "--service-name", "--SERVICE_NAME", "--serv"]) {
    assert.deepEqual(parseInstrumentArgs([name, "a", "x.ts"]).variables, {
      OTEL_SERVICE_NAME: "a",
    });
  }
});

Deno.test("parseInstrumentArgs() prefers a whole name to a longer one", () => {
  assert.deepEqual(parseInstrumentArgs(["--exporter_otlp_endpoint=http://a"]).variables, {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://a",
  });
});

Deno.test("parseInstrumentArgs() names the candidates of an ambiguous prefix", () => {
  assert.equal(
    message(["--bsp_max", "1", "x.ts"]),
    "Cannot use --bsp_max: it could be --bsp_max_queue_size or --bsp_max_export_batch_size",
  );
});

Deno.test("parseInstrumentArgs() leaves everything behind the command to it", () => {
  const { own, command } = parseInstrumentArgs([
    "--verbose",
    "sh",
    "-c",
    "x",
    "--help",
    "--",
    "-v",
  ]);
  assert.deepEqual(own, { verbose: true });
  assert.deepEqual(command, ["sh", "-c", "x", "--help", "--", "-v"]);
});

Deno.test("parseInstrumentArgs() passes over the dashes of deno task and those before the command", () => {
  assert.deepEqual(parseInstrumentArgs(["--", "--verbose", "--", "-odd"]), {
    own: { verbose: true },
    variables: {},
    command: ["-odd"],
  });
});

Deno.test("parseInstrumentArgs() takes a value as it stands", () => {
  const argv = ["--resource_attributes=a=b,c=--d", "--exporter_otlp_headers", "--x=1", "x.ts"];
  assert.deepEqual(parseInstrumentArgs(argv).variables, {
    OTEL_RESOURCE_ATTRIBUTES: "a=b,c=--d",
    OTEL_EXPORTER_OTLP_HEADERS: "--x=1",
  });
  assert.deepEqual(parseInstrumentArgs(["--service_name=", "x.ts"]).variables, {
    OTEL_SERVICE_NAME: "",
  });
});

Deno.test("parseInstrumentArgs() lets the last of two count", () => {
  assert.deepEqual(parseInstrumentArgs(["--service_name=a", "--service_name=b"]).variables, {
    OTEL_SERVICE_NAME: "b",
  });
});

Deno.test("parseInstrumentArgs() refuses what it does not know", () => {
  assert.equal(message(["--nothing", "x"]), "Cannot use --nothing: no such option; see --help");
  assert.equal(message(["-x"]), "Cannot use -x: no such option; see --help");
  assert.equal(message(["--service_name"]), "Cannot use --service_name: its value is missing");
  assert.equal(message(["--help=1"]), "Cannot use --help=1: --help takes no value");
});
