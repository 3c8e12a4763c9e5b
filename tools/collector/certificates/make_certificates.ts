import {
  type Certificate,
  createCertificate,
} from "../../../packages/otlp-receiver/testing/create_certificate.ts";

/** What {@linkcode makeCertificates} makes. */
export interface MakeCertificatesOptions {
  /** The folder that the files are for, as the client's settings are to name it. */
  readonly folder: string;
  /** When the certificates begin to hold. */
  readonly from: Date;
  /** And when they end. */
  readonly until: Date;
  /** Whose telemetry the client sends, in its header `x-tenant`. @default "dice" */
  readonly tenant?: string;
}

/**
 * Makes an authority, what it certifies for the scenario `secure`, and a token: the text of each file
 * by its path below the folder. A subfolder for each who needs them: `collector`, `backend`, `client`.
 * The authority's own key is in none of them, so that nobody can ever certify anything more with it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeCertificates } from "./make_certificates.ts";
 *
 * const files = await makeCertificates({
 *   folder: "certificates",
 *   from: new Date("2030-01-01"),
 *   until: new Date("2030-01-31"),
 * });
 * assert.match(files.get("client/client.pem") ?? "", /^-----BEGIN CERTIFICATE-----/);
 * ```
 */
export async function makeCertificates(
  { folder, from, until, tenant = "dice" }: MakeCertificatesOptions,
): Promise<ReadonlyMap<string, string>> {
  const valid = [from, until] as const;
  const issuer = await createCertificate({ name: "otel-deno secure", authority: true, valid });
  const serve = (name: string) =>
    createCertificate({
      name,
      hosts: ["localhost", "127.0.0.1", name],
      issuer,
      usage: "server",
      valid,
    });
  const client = await createCertificate({ name: tenant, issuer, usage: "client", valid });
  const token = crypto.getRandomValues(new Uint8Array(32)).toHex();
  return new Map([
    ["collector/authority.pem", issuer.cert],
    ...pair("collector/server", await serve("collector")),
    ["collector/tokens", `${token} ${tenant}\n`],
    ...pair("backend/server", await serve("backend")),
    ["client/authority.pem", issuer.cert],
    ...pair("client/client", client),
    ["client/otel.env", clientSettings(folder, { token, tenant })],
  ]);
}

function pair(path: string, { cert, key }: Certificate): readonly (readonly [string, string])[] {
  return [[`${path}.pem`, cert], [`${path}.key`, key]];
}

/** Without quotes: shells, Docker and `deno run --env-file` do not agree on them. */
function clientSettings(
  folder: string,
  { token, tenant }: { readonly token: string; readonly tenant: string },
): string {
  return Object.entries({
    ENDPOINT: "https://localhost:4318",
    CERTIFICATE: `${folder}/client/authority.pem`,
    CLIENT_CERTIFICATE: `${folder}/client/client.pem`,
    CLIENT_KEY: `${folder}/client/client.key`,
    HEADERS: `authorization=Bearer%20${token},x-tenant=${tenant}`,
  }).map(([name, value]) => `OTEL_EXPORTER_OTLP_${name}=${value}\n`).join("");
}
