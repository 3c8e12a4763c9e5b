import { join } from "node:path";
import { parseEnv } from "node:util";
import { makeCertificates } from "../../../tools/collector/certificates/make_certificates.ts";
import { writeCertificates } from "../../../tools/collector/certificates/write_certificates.ts";
import { findCollectorBinary } from "../../../tools/collector/find_collector_binary.ts";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";
import { type RunningCollector, startCollector } from "../../../tools/collector/start_collector.ts";
import {
  type CollectorProcess,
  startCollectorProcess,
} from "../../../tools/collector/start_collector_process.ts";

/** The scenario `secure` with both of its Collectors, for tests. Dispose of it with `await using`. */
export interface SecureScenario extends AsyncDisposable {
  /** The one that senders reach. */
  readonly collector: CollectorProcess & { readonly grpcPort: number; readonly httpPort: number };
  /** The one behind it, which keeps what it gets. */
  readonly backend: RunningCollector;
  /** The folder with certificates and token. */
  readonly certificates: string;
  /** What senders need to know: `otel.env`, with the port of this run for OTLP over HTTP. */
  readonly settings: Readonly<Record<string, string>>;
}

const HOUR = 3_600_000;
const FOLDER = join(repositoryRoot, "collector/secure");

/**
 * Makes certificates that hold for an hour and starts the scenario on free loopback ports.
 *
 * @param changes Laid over the configuration of the Collector in front, such as `yaml:a::b: 1`.
 */
export async function startSecureScenario(
  changes: readonly string[] = [],
): Promise<SecureScenario> {
  const folder = await Deno.makeTempDir({ prefix: "otelcol-secure-" });
  await using started = new AsyncDisposableStack();
  started.defer(() => Deno.remove(folder, { recursive: true }));
  const certificates = join(folder, "certificates");
  const now = Date.now();
  const files = await makeCertificates({
    folder: certificates,
    from: new Date(now - HOUR),
    until: new Date(now + HOUR),
  });
  await writeCertificates(certificates, files);
  const env = { CERTIFICATES: certificates };
  const backend = started.use(
    await startCollector({ config: [join(FOLDER, "backend.yaml")], env }),
  );
  const [grpcPort = 0, httpPort = 0, healthPort = 0] = pickFreePorts(3);
  const collector = started.use(
    await startCollectorProcess({
      binary: findCollectorBinary({
        root: repositoryRoot,
        readEnv: (name) => Deno.env.get(name),
      })!,
      configs: [join(FOLDER, "otel-collector-config.yaml"), ...changes],
      healthPort,
      env: {
        ...env,
        OTLP_GRPC_PORT: `${grpcPort}`,
        OTLP_HTTP_PORT: `${httpPort}`,
        HEALTH_CHECK_PORT: `${healthPort}`,
        BACKEND_ENDPOINT: `https://localhost:${backend.httpPort}`,
      },
    }),
  );
  const owned = started.move();
  return {
    collector: { ...collector, grpcPort, httpPort },
    backend,
    certificates,
    settings: {
      ...parseEnv(files.get("client/otel.env")!),
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${httpPort}`,
    } as Readonly<Record<string, string>>,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
