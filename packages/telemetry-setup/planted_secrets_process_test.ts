import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./instrumentations/testdata/may_run_apps.ts";
import { type App, runApp } from "./instrumentations/testdata/run_app.ts";

const ignore = !mayRunApps() ||
  Deno.permissions.querySync({ name: "net", host: "127.0.0.1" }).state !== "granted";

const DOCTOR = fileURLToPath(new URL("cli/doctor.ts", import.meta.url));

/** Begins every secret; the rest of it tells where it was planted. */
const PLANTED = "planted-";

/** What an application sends and receives, with secrets wherever the conventions know some. */
const MAIN = `
  import { get } from "node:http";
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, onError: () => new Response("", { status: 500 }) },
    (request) => {
      if (!request.url.includes("/fails")) return new Response("ok", {
        headers: { "x-session-token": "planted-response-header" },
      });
      throw new Error("Cannot reach https://me:planted-server-error-password@db.example/?Signature=planted-server-error-query");
    },
  );
  const host = "127.0.0.1:" + server.addr.port;
  const query = "sig=planted-query-sig&AWSAccessKeyId=planted-query-aws&X-Goog-Signature=planted-query-goog&a=kept";
  const headers = { "x-session-token": "planted-request-header", authorization: "Bearer planted-authorization" };
  const send = async (url, options) => await (await fetch(url, { headers, ...options })).text();
  await send("http://planted-user:planted-password@" + host + "/ok?" + query);
  await send("http://" + host + "/fails?" + query);
  const stop = AbortSignal.abort(new Error("not http://me:planted-reason-password@a.example/?sig=planted-reason-query"));
  await send("http://" + host + "/?" + query, { signal: stop }).catch(() => {});
  // A message of Deno's own has the whole URL.
  const free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const closed = "127.0.0.1:" + free.addr.port;
  free.close();
  await send("http://planted-user:planted-password@" + closed + "/?" + query).catch((error) => {
    if (!String(error.cause).includes("planted-query-sig")) throw error;
  });
  await new Promise((resolve) => get("http://planted-user:planted-password@" + host + "/?" + query,
    (response) => response.resume().on("end", resolve)));
  await new Promise((resolve) => get("http://planted-user:planted-password@" + closed + "/?" + query).on("error", resolve));
  await server.shutdown();
`;

const CAPTURE = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS";
const APP: App = {
  files: { "main.ts": MAIN },
  parse: false,
  env: {
    OTEL_METRICS_EXPORTER: "console",
    OTEL_LOG_LEVEL: "debug",
    [`${CAPTURE}_CLIENT_REQUEST`]: "x-.*,authorization",
    [`${CAPTURE}_CLIENT_RESPONSE`]: "x-.*",
    [`${CAPTURE}_SERVER_REQUEST`]: "x-.*,authorization",
    [`${CAPTURE}_SERVER_RESPONSE`]: "x-.*",
    [`${CAPTURE}_SANITIZE_FIELDS`]: ".*token.*,authorization",
    OTEL_SEMCONV_EXCEPTION_SIGNAL_OPT_IN: "logs/dup",
  },
};

/** Where telemetry goes, with secrets of its own. */
const otlpEnv = (port: number) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT:
    `http://planted-endpoint-user:planted-endpoint-password@127.0.0.1:${port}/?key=planted-endpoint-query`,
  OTEL_EXPORTER_OTLP_HEADERS: "api-key=planted-otlp-header",
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: "authorization=Basic planted-otlp-trace-header",
  OTEL_EXPORTER_OTLP_TIMEOUT: "500",
});
const OTLP: App = {
  ...APP,
  flags: ["--allow-net=127.0.0.1", "--allow-env", "--allow-sys", "--allow-read"],
};
const SIGNALS = {
  OTEL_TRACES_EXPORTER: "otlp",
  OTEL_METRICS_EXPORTER: "otlp",
  OTEL_LOGS_EXPORTER: "otlp",
};

function assertNoneIn(texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    const at = text.indexOf(PLANTED);
    assert.equal(at, -1, `${name}: …${text.slice(Math.max(0, at - 200), at + 60)}…`);
  }
}

Deno.test("No planted secret is in what the console exporters print, nor in what we say", {
  ignore,
}, async () => {
  const { code, stdout, stderr } = await runApp(APP);
  assert.equal(code, 0, stderr);
  // What is told is there, but for the secrets.
  assert.match(stdout, /http:\/\/REDACTED:REDACTED@127\.0\.0\.1:\d+\/ok\?sig=REDACTED&AWSAcc/);
  assert.match(stdout, /&a=kept/);
  assert.match(
    stdout,
    /Cannot reach https:\/\/REDACTED:REDACTED@db\.example\/\?Signature=REDACTED/,
  );
  assert.match(stdout, /error sending request for url \(http:\/\/\S+\/\?sig=REDACTED&\S+&a=kept\)/);
  assert.match(stdout, /\[REDACTED\]/);
  assert.match(stdout, /http\.client\.request\.duration/);
  assertNoneIn({ stdout, stderr });
});

for (const protocol of ["http/json", "http/protobuf"]) {
  for (const delivery of ["worker", "inline"]) {
    Deno.test(`No planted secret is sent by ${protocol} and ${delivery} delivery`, {
      ignore,
    }, async () => {
      const bodies: string[] = [];
      // Bytes as characters: text is found in protobuf, too.
      const server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen() {} },
        async (request) => {
          bodies.push(new TextDecoder("latin1").decode(await request.bytes()));
          return new Response();
        },
      );
      const { code, stdout, stderr } = await runApp({
        ...OTLP,
        env: {
          ...APP.env,
          ...SIGNALS,
          ...otlpEnv(server.addr.port),
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_DENO_DELIVERY: delivery,
        },
      });
      await server.shutdown();
      assert.equal(code, 0, stderr);
      assert.match(bodies.join(""), /http\.client\.request\.exception/);
      assert.match(bodies.join(""), /http\.client\.request\.duration/);
      assertNoneIn({ stdout, stderr, bodies: bodies.join("\n") });
    });
  }
}

Deno.test("No planted secret is in what we say of a receiver that is not there, or refuses", {
  ignore,
}, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const gone = await runApp({ ...OTLP, env: { ...APP.env, ...SIGNALS, ...otlpEnv(port) } });
  assert.match(gone.stderr, /127\.0\.0\.1/);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      await request.bytes();
      return new Response("no", { status: 403 });
    },
  );
  const refused = await runApp({
    ...OTLP,
    env: { ...APP.env, ...SIGNALS, ...otlpEnv(server.addr.port) },
  });
  await server.shutdown();
  assert.match(refused.stderr, /Dropped \d+ spans .*: status 403/);
  assertNoneIn({
    "not there": gone.stdout + gone.stderr,
    refuses: refused.stdout + refused.stderr,
  });
});

Deno.test("No planted secret is in the files of the spool, nor in what the doctor says of them", {
  ignore: ignore || Deno.permissions.querySync({ name: "write" }).state !== "granted",
}, async () => {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-test-" });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => Deno.remove(folder, { recursive: true }));
  const spool = join(folder, "spool");
  const refuse = (request: Request) =>
    request.bytes().then(() => new Response("", { status: 400 }));
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, refuse);
  // Refused: quarantine. Then nobody is there any more.
  const run = () =>
    runApp({
      ...OTLP,
      flags: [...OTLP.flags ?? [], `--allow-write=${folder}`],
      env: {
        ...APP.env,
        ...SIGNALS,
        ...otlpEnv(server.addr.port),
        OTEL_DENO_SPOOL_DIR: spool,
      },
    });
  const refused = await run();
  await server.shutdown();
  const gone = await run();
  const files = [...Deno.readDirSync(spool)].map(({ name }) => name).sort();
  assert.match(files.join(), /^(?=.*\btraces-)(?=.*quarantine)/, gone.stderr);
  const decoder = new TextDecoder("latin1");
  const texts = files.map((name) => decoder.decode(Deno.readFileSync(join(spool, name))));
  assert.match(texts.join(""), /REDACTED/);
  const doctor = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-all", DOCTOR],
    env: {
      NO_COLOR: "1",
      ...SIGNALS,
      ...otlpEnv(server.addr.port),
      OTEL_DENO_SPOOL_DIR: spool,
    },
  }).output();
  const said = decoder.decode(doctor.stdout);
  assert.match(said, /quarantine|refused/i);
  assertNoneIn({
    files: texts.join("\n"),
    names: files.join("\n"),
    refused: refused.stdout + refused.stderr,
    gone: gone.stdout + gone.stderr,
    doctor: said + decoder.decode(doctor.stderr),
  });
});

for (
  const [command, args] of [["explain", ["--all"]], ["explain", ["--json"]], [
    "doctor",
    [],
  ]] as const
) {
  Deno.test(`No planted secret is in what opentelemetry-${command} ${args.join(" ")} prints`, {
    ignore,
  }, async () => {
    const path = fileURLToPath(new URL(`cli/${command}.ts`, import.meta.url));
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--allow-all", path, ...args],
      env: { NO_COLOR: "1", ...SIGNALS, ...otlpEnv(9) },
    }).output();
    const text = new TextDecoder();
    const printed = { stdout: text.decode(stdout), stderr: text.decode(stderr) };
    assert.match(printed.stdout, /127\.0\.0\.1/);
    assertNoneIn(printed);
  });
}
