import { X509Certificate } from "node:crypto";
import type { ExplainedSetting } from "../../../config/separate_sources.ts";
import { createTlsReader, type TlsFiles } from "../../../transports/tls_reader.ts";
import type { TlsMaterial } from "../../../transports/transport_config.ts";
import type { Finding } from "../finding.ts";
import type { Destination } from "./list_destinations.ts";

/** What {@linkcode checkCertificates} has to know. */
export interface CertificateFacts {
  /** Where each setting is from. */
  readonly explanation: readonly ExplainedSetting[];
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

const KINDS = [
  { noun: "the authority's certificate", keys: ["ca_file"], material: "ca" },
  { noun: "the client certificate", keys: ["cert_file", "key_file"], material: "cert" },
] as const;

/** What {@linkcode checkCertificates} found, and what can be used of it. */
export interface CheckedCertificates {
  readonly findings: readonly Finding[];
  readonly material: TlsMaterial;
}

/**
 * Checks the files that an exporter's settings name for TLS: that they can be read, are what they
 * should be, belong together and hold today.
 */
export function checkCertificates(
  destination: Destination,
  { explanation, now = Date.now }: CertificateFacts,
): CheckedCertificates {
  const { exporter, url, path } = destination;
  const files: TlsFiles = (exporter.otlp_http ?? exporter.otlp_grpc)?.tls ?? {};
  const findings: Finding[] = [];
  let material: TlsMaterial = {};
  for (const { noun, keys, material: part } of KINDS) {
    const given = keys.filter((key) => files[key]);
    if (given.length === 0) continue;
    const sources = given.map((key) => sourceOf(`${path}.tls.${key}`, explanation));
    const subject = [...new Set(sources)].join(", ");
    const tell = (ok: boolean, message: string) => findings.push({ subject, ok, message });
    if (url.protocol !== "https:") {
      tell(false, `Cannot use ${noun}: ${url.origin} is without TLS; use https:// in the endpoint`);
      continue;
    }
    let usable = true;
    const read = createTlsReader((problem) => {
      usable = false;
      tell(false, problem);
    });
    const found = read(Object.fromEntries(given.map((key) => [key, files[key]]))) ?? {};
    material = { ...material, ...found };
    if (usable) {
      const { ok, message } = checkDates(found[part] ?? "", now());
      tell(ok, ok ? `${noun} ${message}` : `Cannot use ${noun}: ${files[keys[0]]} ${message}`);
    }
  }
  return { findings, material };
}

function sourceOf(path: string, explanation: readonly ExplainedSetting[]): string {
  return explanation.find((setting) => setting.path === path)?.source ?? path;
}

/** Each certificate of a file, as there may be several. */
function checkDates(pem: string, now: number): Pick<Finding, "ok" | "message"> {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  let dates: readonly { readonly from: number; readonly to: number }[];
  try {
    dates = blocks.map((block) => {
      const { validFrom, validTo } = new X509Certificate(block);
      return { from: Date.parse(validFrom), to: Date.parse(validTo) };
    });
  } catch {
    return { ok: false, message: "holds a certificate that cannot be read" };
  }
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const first = Math.min(...dates.map(({ to }) => to));
  const last = Math.max(...dates.map(({ from }) => from));
  if (first < now) return { ok: false, message: `has expired on ${day(first)}` };
  if (last > now) return { ok: false, message: `is not valid before ${day(last)}` };
  return { ok: true, message: `can be used until ${day(first)}` };
}
