import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeCertificates } from "../../tools/collector/certificates/make_certificates.ts";
import { writeCertificates } from "../../tools/collector/certificates/write_certificates.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";
import { createPoster } from "./create_poster.ts";
import type { Load } from "./plan_load.ts";
import { sendSteadily } from "./send_steadily.ts";
import type { MeasuredSubject } from "./sizing_report.ts";
import { startMeasuredCollector } from "./start_measured_collector.ts";
import { watchSubject } from "./watch_subject.ts";

/** Options of {@linkcode measureSecure}. */
export interface MeasureSecureOptions {
  readonly binary: string;
  /** For certificates. */
  readonly folder: string;
  readonly load: Load;
}

const CONFIGS = join(repositoryRoot, "collector/secure");
const HOUR = 3_600_000;
/** For the last batch to leave, in milliseconds. */
const BATCH_MILLIS = 1_000;

/** Sends a load through the scenario `secure`: TLS, a token, and all that looks for secrets. */
export async function measureSecure(
  { binary, folder, load }: MeasureSecureOptions,
): Promise<MeasuredSubject> {
  const certificates = join(folder, "certificates");
  const now = Date.now();
  const files = await makeCertificates({
    folder: certificates,
    from: new Date(now - HOUR),
    until: new Date(now + HOUR),
  });
  await writeCertificates(certificates, files);
  const env = { CERTIFICATES: certificates };
  await using backend = await startMeasuredCollector({
    binary,
    // What it prints is not looked at.
    configs: [join(CONFIGS, "backend.yaml"), "yaml:exporters::debug::verbosity: basic"],
    env,
  });
  await using collector = await startMeasuredCollector({
    binary,
    configs: [join(CONFIGS, "otel-collector-config.yaml")],
    env: { ...env, BACKEND_ENDPOINT: `https://localhost:${backend.httpPort}` },
  });
  const [token] = files.get("collector/tokens")!.split(" ");
  using poster = createPoster(`https://localhost:${collector.httpPort}`, {
    headers: { authorization: `Bearer ${token}`, "x-tenant": "dice" },
    tls: {
      ca: files.get("client/authority.pem")!,
      cert: files.get("client/client.pem")!,
      key: files.get("client/client.key")!,
    },
  });
  const ofCollector = watchSubject("secure", collector);
  await sendSteadily(load.requests(), { ...load, post: poster.post });
  await setTimeout(BATCH_MILLIS);
  return ofCollector(load.spans);
}
