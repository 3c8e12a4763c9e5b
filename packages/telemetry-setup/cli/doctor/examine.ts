import type { ReadEnv } from "../../config/read_env.ts";
import type { ResolvedConfig } from "../../config/resolve_config.ts";
import { checkCertificates } from "./receiver/check_certificates.ts";
import { checkClock } from "./receiver/check_clock.ts";
import { checkConnection } from "./receiver/check_connection.ts";
import { diagnoseFailure } from "./receiver/diagnose_failure.ts";
import type { Finding } from "./finding.ts";
import { type Destination, listDestinations } from "./receiver/list_destinations.ts";
import { sendTestItem } from "./receiver/send_test_item.ts";
import { swapProtocol } from "./receiver/swap_protocol.ts";

const ITEMS = { traces: "span", metrics: "data point", logs: "log record" } as const;

/** What {@linkcode examine} has to know besides the configuration. */
export interface ExamineOptions {
  readonly readEnv: ReadEnv;
  /** Signals that Deno sends by itself, so that nothing of ours can be tried. */
  readonly byDeno: readonly Destination["signal"][];
}

/** Examines the receivers, each in the order in which a fault would matter. */
export async function* examine(
  { config, explanation }: ResolvedConfig,
  { readEnv, byDeno }: ExamineOptions,
): AsyncGenerator<Finding> {
  const destinations = listDestinations(config).filter(({ signal }) => !byDeno.includes(signal));
  if (destinations.length === 0) {
    yield { subject: "receivers", ok: true, message: "nothing is sent with OTLP" };
  }
  const reachable = new Map<string, boolean>();
  for (const destination of destinations) {
    const { signal, url, exporter, protocol } = destination;
    const tls = (exporter.otlp_http ?? exporter.otlp_grpc)?.tls ?? {};
    const key = JSON.stringify([url.origin, tls.ca_file, tls.cert_file, tls.key_file]);
    if (!reachable.has(key)) {
      const { findings, material } = checkCertificates(destination, { explanation });
      yield* findings;
      const connection = await checkConnection(url, { material });
      yield* connection;
      reachable.set(key, connection.every(({ ok }) => ok));
      // What speaks gRPC only has no answer for this; over TLS, `fetch` lacks the certificates.
      if (reachable.get(key) === true && protocol === "http" && url.protocol === "http:") {
        yield* await checkClock(url);
      }
    }
    if (reachable.get(key) !== true) continue;
    const subject = `${signal} to ${url.origin}`;
    const reason = await sendTestItem(destination, config);
    if (reason === undefined) {
      yield { subject, ok: true, message: `a test ${ITEMS[signal]} was accepted` };
      continue;
    }
    const cause = await diagnoseFailure(reason, destination, {
      acceptsOther: async () => await sendTestItem(swapProtocol(destination), config) === undefined,
      protocolVariable: protocolVariable(destination, readEnv),
    });
    yield { subject, ok: false, message: `Cannot send a test ${ITEMS[signal]}: ${cause}` };
  }
}

function protocolVariable({ signal }: Destination, readEnv: ReadEnv): string | undefined {
  if (readEnv("OTEL_CONFIG_FILE")?.trim()) return undefined;
  const own = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_PROTOCOL`;
  return readEnv(own)?.trim() ? own : "OTEL_EXPORTER_OTLP_PROTOCOL";
}
