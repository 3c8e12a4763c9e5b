/** The scenario `secure` and an unchanged application: who gets in, and what it says who does not. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { startDiceServer } from "../../apps/dice-server/testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "../../apps/dice-server/testing/telemetry_flags.ts";
import { makeCertificates } from "../../tools/collector/certificates/make_certificates.ts";
import { writeCertificates } from "../../tools/collector/certificates/write_certificates.ts";
import { ignoreWithoutCollector } from "../../tools/collector/ignore_without_collector.ts";
import { type SecureScenario, startSecureScenario } from "./testing/start_secure_scenario.ts";

const ignore = ignoreWithoutCollector();
const SIGNALS = ["traces", "metrics", "logs"] as const;
type Settings = Readonly<Record<string, string>>;

/** Rolls the dice once with these settings; returns what telemetry had to say until the end. */
async function roll(
  { settings, collector }: SecureScenario,
  protocol: string,
  changes: Settings = {},
): Promise<readonly string[]> {
  const port = protocol === "grpc" ? collector.grpcPort : collector.httpPort;
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: {
      ...settings,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${port}`,
      OTEL_LOG_LEVEL: "warn",
      // No later export than the one at the end.
      OTEL_METRIC_EXPORT_INTERVAL: "60000",
      ...changes,
    },
  });
  await server.get("/rolldice?player=alice");
  const { restOfStderr } = await server.stop("SIGTERM");
  return restOfStderr.filter((line) => line.startsWith("otel-deno")).map((line) =>
    line.replaceAll(`:${port}`, ":PORT")
  );
}

for (const protocol of ["http/protobuf", "http/json", "grpc"]) {
  Deno.test(`collector/secure takes all three signals of a known sender by ${protocol}`, {
    ignore,
  }, async () => {
    await using scenario = await startSecureScenario();
    assert.deepEqual(await roll(scenario, protocol), []);
    for (const signal of SIGNALS) {
      const text = await scenario.backend.waitForJsonLines(
        signal,
        (lines) => lines.length > 0 && JSON.stringify(lines),
      );
      assert.match(text, /"key":"tenant","value":\{"stringValue":"dice"\}/);
      assert.match(text, /"key":"service.name","value":\{"stringValue":"dice-server"\}/);
    }
  });
}

interface Refusal {
  readonly fault: string;
  /** What of the settings is other. */
  readonly changes: (scenario: SecureScenario, strangers: string) => Settings;
  /** What the application says, behind the destination. */
  readonly says: Readonly<Record<"http/protobuf" | "grpc", RegExp>>;
}

function withoutToken({ OTEL_EXPORTER_OTLP_HEADERS = "" }: Settings): Settings {
  return {
    OTEL_EXPORTER_OTLP_HEADERS: OTEL_EXPORTER_OTLP_HEADERS.replace(/^authorization=[^,]*,/, ""),
  };
}

const NO_CERTIFICATE =
  /: the receiver (asks|closed the connection; it may ask) for a client certificate; trying again$/;
const NOT_THIS_CERTIFICATE =
  /: the receiver (does|closed the connection; it may) not accept the client certificate; trying again$/;
const UNKNOWN_AUTHORITY =
  /: the receiver's certificate comes from no authority that is trusted here; trying again$/;

const REFUSALS: readonly Refusal[] = [
  {
    fault: "no token",
    changes: ({ settings }) => withoutToken(settings),
    says: {
      "http/protobuf":
        /^Dropped .*: status 401 \(missing or empty authorization header: Authorization\); /,
      grpc:
        /^Dropped .*: gRPC status 16 \(missing or empty authorization header: Authorization\); /,
    },
  },
  {
    fault: "another token",
    changes: () => ({ OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-somebody-else" }),
    says: {
      "http/protobuf":
        /^Dropped .*: status 401 \(provided authorization does not match expected scheme or token\); the configured headers are not accepted$/,
      grpc:
        /^Dropped .*: gRPC status 16 \(provided authorization does not match expected scheme or token\); the configured headers are not accepted$/,
    },
  },
  {
    fault: "no client certificate",
    changes: () => ({
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "",
      OTEL_EXPORTER_OTLP_CLIENT_KEY: "",
    }),
    says: { "http/protobuf": NO_CERTIFICATE, grpc: NO_CERTIFICATE },
  },
  {
    fault: "a client certificate of another authority",
    changes: (_, strangers) => ({
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: join(strangers, "client/client.pem"),
      OTEL_EXPORTER_OTLP_CLIENT_KEY: join(strangers, "client/client.key"),
    }),
    says: { "http/protobuf": NOT_THIS_CERTIFICATE, grpc: NOT_THIS_CERTIFICATE },
  },
  {
    fault: "the certificate of a server, shown by a client",
    changes: ({ certificates }) => ({
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: join(certificates, "backend/server.pem"),
      OTEL_EXPORTER_OTLP_CLIENT_KEY: join(certificates, "backend/server.key"),
    }),
    says: { "http/protobuf": NOT_THIS_CERTIFICATE, grpc: NOT_THIS_CERTIFICATE },
  },
  {
    fault: "another authority than the Collector's",
    changes: (_, strangers) => ({
      OTEL_EXPORTER_OTLP_CERTIFICATE: join(strangers, "client/authority.pem"),
    }),
    says: { "http/protobuf": UNKNOWN_AUTHORITY, grpc: UNKNOWN_AUTHORITY },
  },
];

Deno.test("collector/secure refuses whom it does not know, and the application says why", {
  ignore,
}, async (t) => {
  await using scenario = await startSecureScenario();
  const strangers = await Deno.makeTempDir({ prefix: "otelcol-strangers-" });
  try {
    const now = Date.now();
    const valid = { from: new Date(now - 60_000), until: new Date(now + 3_600_000) };
    const folder = join(strangers, "certificates");
    await writeCertificates(folder, await makeCertificates({ folder, ...valid }));
    const token = (await Deno.readTextFile(join(scenario.certificates, "collector/tokens")))
      .split(" ")[0]!;
    for (const { fault, changes, says } of REFUSALS) {
      for (const protocol of ["http/protobuf", "grpc"] as const) {
        await t.step(`${fault}, ${protocol}`, async () => {
          const lines = await roll(scenario, protocol, changes(scenario, folder));
          const messages = lines.map((line) => line.replace(/^otel-deno: (\w+: )?/, ""));
          const told = messages.filter((message) => says[protocol].test(message));
          assert.equal(told.length, 1, lines.join("\n"));
          assert.match(told[0]!, / https:\/\/localhost:PORT: /);
          assert.ok(!lines.join("\n").includes(token));
        });
      }
    }
    assert.deepEqual(scenario.backend.readJsonLines(), []);
  } finally {
    await Deno.remove(strangers, { recursive: true });
  }
});
