import { SpanKind } from "@opentelemetry/api";
import type { ConfigurationModel } from "@opentelemetry/configuration";
import { startGrpcReceiver, startHttpReceiver } from "@otel-deno/otlp-receiver";
import { createCertificate } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const ignore = (["run", "net", "read", "write", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

type Exporter = { readonly [name: string]: object | null };

function withExporter(exporter: Exporter): ConfigurationModel {
  return withExporters(() => exporter);
}

function withExporters(exporterOf: (signal: string) => Exporter): ConfigurationModel {
  return {
    tracer_provider: { processors: [{ batch: { exporter: exporterOf("traces") } }] },
    logger_provider: { processors: [{ batch: { exporter: exporterOf("logs") } }] },
    meter_provider: { readers: [{ periodic: { exporter: exporterOf("metrics") } }] },
  };
}

/** Runs the application of testdata/ to its end. */
async function run(
  config: ConfigurationModel,
  { args = [], flags = ["--allow-all"], env = {}, cwd }: {
    readonly args?: readonly string[];
    readonly flags?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
  } = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const path = new URL("testdata/record_with_config.ts", import.meta.url).pathname;
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...flags, path, JSON.stringify(config), ...args],
    env: { NO_COLOR: "1", ...env },
    signal: AbortSignal.timeout(20_000),
    ...(cwd === undefined ? {} : { cwd }),
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code: output.code, stdout: decode(output.stdout), stderr: decode(output.stderr) };
}

function parseLines(text: string) {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** A port that was free a moment ago. */
function findPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

function makeFolder() {
  const path = Deno.makeTempDirSync();
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

Deno.test("OTLP lines on standard output are all that is there, when the application prints", {
  ignore,
}, async () => {
  const { code, stdout, stderr } = await run(withExporter({ "otlp_file/development": {} }));
  const keys = parseLines(stdout).map((line) => Object.keys(line).join());
  assert.deepEqual(keys.sort(), ["resourceLogs", "resourceMetrics", "resourceSpans"]);
  assert.deepEqual([code, stderr], [0, "the application's own line\n"]);
});

Deno.test("OTLP lines go to a file, and standard output stays the application's", {
  ignore,
}, async () => {
  using folder = makeFolder();
  const file = pathToFileURL(`${folder.path}/spans.jsonl`);
  const exporter = { "otlp_file/development": { output_stream: file.href } };
  const config: ConfigurationModel = {
    tracer_provider: { processors: [{ batch: { exporter } }] },
  };
  for (let start = 0; start < 2; start++) {
    const { code, stdout, stderr } = await run(config);
    assert.deepEqual([code, stdout, stderr], [0, "the application's own line\n", ""]);
  }
  const names = parseLines(Deno.readTextFileSync(file))
    .map(({ resourceSpans }) => resourceSpans[0].scopeSpans[0].spans[0].name);
  assert.deepEqual(names, ["roll", "roll"]);
});

Deno.test("Zipkin is sent spans as JSON on the path of its API", { ignore }, async () => {
  const requests: { readonly url: string; readonly contentType: string | null; spans: unknown }[] =
    [];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      requests.push({
        url: request.url,
        contentType: request.headers.get("content-type"),
        spans: (await request.json()).map(({ name, localEndpoint }: Record<string, unknown>) => ({
          name,
          localEndpoint,
        })),
      });
      return new Response(null, { status: 202 });
    },
  );
  const endpoint = `http://127.0.0.1:${server.addr.port}/api/v2/spans`;
  const { code, stderr } = await run({
    tracer_provider: { processors: [{ batch: { exporter: { zipkin: { endpoint } } } }] },
  });
  assert.deepEqual(requests, [{
    url: endpoint,
    contentType: "application/json",
    spans: [{ name: "roll", localEndpoint: { serviceName: "dice-server" } }],
  }]);
  assert.deepEqual([code, stderr], [0, ""]);
});

Deno.test(
  "Prometheus finds the metrics; its scrape is no request of the application, which ends as ever",
  {
    ignore,
  },
  async () => {
    const port = findPort();
    const addressOfApp = findPort();
    const { code, stdout, stderr } = await run({
      tracer_provider: {
        processors: [{ simple: { exporter: { "otlp_file/development": null } } }],
      },
      meter_provider: {
        readers: [{
          pull: { exporter: { "prometheus/development": { host: "127.0.0.1", port } } },
        }],
      },
    }, {
      args: [`http://127.0.0.1:${port}/metrics`],
      // Deno gives it to the first server that is started: the application's.
      env: { DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${addressOfApp}` },
    });
    const lines = parseLines(stdout);
    const spans = lines.flatMap(({ resourceSpans = [] }) => resourceSpans)
      .map(({ scopeSpans }) => scopeSpans[0].spans[0]);
    // Without those of the requests that the application sends.
    const names = spans.filter(({ kind }) => kind !== SpanKind.CLIENT + 1).map(({ name }) => name);
    assert.deepEqual(names, ["roll", "GET"]);
    const { page, appPort } = lines.at(-1);
    assert.match(page, /^dice_rolls_total\{otel_scope_name="dice"\} 2$/m);
    assert.match(page, /^target_info\{service_name="dice-server"\} 1$/m);
    assert.match(page, /^http_server_request_duration_seconds_count\{.*\} 1$/m);
    assert.equal(appPort, addressOfApp);
    assert.deepEqual([code, stderr], [0, "the application's own line\n"]);
  },
);

for (const protocol of ["http", "grpc"] as const) {
  Deno.test(`OTLP/${protocol} goes over TLS with files that the configuration names`, {
    ignore,
  }, async () => {
    using folder = makeFolder();
    const authority = await createCertificate({ name: "authority", authority: true });
    const client = await createCertificate({ name: "client", issuer: authority });
    Deno.writeTextFileSync(`${folder.path}/ca.pem`, authority.cert);
    Deno.writeTextFileSync(`${folder.path}/cert.pem`, client.cert);
    Deno.writeTextFileSync(`${folder.path}/key.pem`, client.key);
    const start = protocol === "http" ? startHttpReceiver : startGrpcReceiver;
    const signals: string[] = [];
    await using receiver = await start({
      port: 0,
      tls: { ...await createCertificate({ issuer: authority }), clientCa: authority.cert },
      onExport: ({ signal }) => void signals.push(signal),
    });
    const tls = { ca_file: "ca.pem", cert_file: "./cert.pem", key_file: `${folder.path}/key.pem` };
    const config = withExporters((signal) =>
      protocol === "http"
        ? { otlp_http: { endpoint: `${receiver.endpoint}/v1/${signal}`, tls } }
        : { otlp_grpc: { endpoint: receiver.endpoint.replace("https://", ""), tls } }
    );

    const { code, stderr } = await run(config, { cwd: folder.path });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(signals.toSorted(), ["logs", "metrics", "traces"]);

    // Without the permission to read them: a line for each, once.
    const host = receiver.endpoint.replace("https://", "");
    const root = new URL("../..", import.meta.url).pathname;
    const denied = await run(config, {
      cwd: folder.path,
      flags: [`--allow-net=${host}`, `--allow-read=${root}`, "--allow-env"],
    });
    assert.equal(denied.code, 0);
    assert.deepEqual(signals.toSorted(), ["logs", "metrics", "traces"]);
    const [authorityLine, clientLine, ...rest] = denied.stderr.trimEnd().split("\n");
    assert.match(authorityLine ?? "", /: ca\.pem is not permitted; add --allow-read=ca\.pem;/);
    assert.match(clientLine ?? "", /: \.\/cert\.pem is not permitted; .* sending without one$/);
    assert.ok(rest.every((line) => /Lost|Dropped|trying again/.test(line)), denied.stderr);
  });
}
