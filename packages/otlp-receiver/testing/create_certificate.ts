/** A certificate and its key, in PEM format, and what is needed to sign others with it. */
export interface Certificate {
  /** The certificate. */
  readonly cert: string;
  /** Its key. */
  readonly key: string;
  /** The subject, as ASN.1. */
  readonly subject: readonly number[];
  /** The key, to sign with. */
  readonly privateKey: CryptoKey;
}

/** Options of {@linkcode createCertificate}. */
export interface CertificateOptions {
  /** The subject's common name. @default "localhost" */
  readonly name?: string;
  /** Names and IPv4 addresses of hosts that it holds for. @default the subject's common name */
  readonly hosts?: readonly string[];
  /** Whose signature it bears. @default its own */
  readonly issuer?: Certificate;
  /** Whether it may sign others. @default false */
  readonly authority?: boolean;
  /** The only side of a connection that it may be shown by. @default either */
  readonly usage?: "server" | "client";
  /** When it begins and ends to hold, to the second, 1950 to 2049. @default 2020 to 2049 */
  readonly valid?: readonly [from: Date, to: Date];
}

/** Key purposes: id-kp-serverAuth and id-kp-clientAuth. */
const USAGES = {
  server: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
  client: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02],
} as const;
const LONG: readonly [Date, Date] = [new Date("2020-01-01"), new Date("2049-12-31")];

/**
 * Makes a certificate for tests and for trying things out, with a key of its own.
 *
 * @param options For whom, and signed by whom.
 *
 * @example A receiver that asks for client certificates
 * ```ts
 * import { createCertificate, startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
 * import { equal } from "node:assert/strict";
 *
 * const authority = await createCertificate({ name: "authority", authority: true });
 * const server = await createCertificate({ issuer: authority });
 * const { cert, key } = await createCertificate({ name: "client", issuer: authority });
 * await using receiver = await startFaultyReceiver({
 *   protocol: "http",
 *   tls: { cert: server.cert, key: server.key, clientCa: authority.cert },
 * });
 * using client = Deno.createHttpClient({ caCerts: [authority.cert], cert, key });
 * const response = await fetch(receiver.endpoint, { client, method: "POST" });
 * await response.bytes();
 * equal(response.status, 200);
 * ```
 */
export async function createCertificate(
  { name = "localhost", hosts = [name], issuer, authority = false, usage, valid = LONG }:
    CertificateOptions = {},
): Promise<Certificate> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  ) as CryptoKeyPair;
  const ecdsaWithSha256 = der(0x30, der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const commonName = der(0x30, der(0x06, [0x55, 0x04, 0x03]), der(0x0c, text(name)));
  const subject = der(0x30, der(0x31, commonName));
  const validity = der(0x30, ...valid.map((date) => der(0x17, text(toUtcTime(date)))));
  const alternativeNames = der(0x30, ...hosts.map(toAlternativeName));
  const extensions = [
    der(0x30, der(0x06, [0x55, 0x1d, 0x11]), der(0x04, alternativeNames)),
    ...authority
      ? [der(0x30, der(0x06, [0x55, 0x1d, 0x13]), der(0x04, der(0x30, der(0x01, [0xff]))))]
      : [],
    ...usage === undefined
      ? []
      : [der(0x30, der(0x06, [0x55, 0x1d, 0x25]), der(0x04, der(0x30, der(0x06, USAGES[usage]))))],
  ];
  const body = der(
    0x30,
    der(0xa0, der(0x02, [2])),
    der(0x02, serialNumber()),
    ecdsaWithSha256,
    issuer?.subject ?? subject,
    validity,
    subject,
    [...new Uint8Array(await crypto.subtle.exportKey("spki", publicKey))],
    der(0xa3, der(0x30, ...extensions)),
  );
  const signature = new Uint8Array(
    await crypto.subtle.sign(
      { name: "ECDSA", hash: "SHA-256" },
      issuer?.privateKey ?? privateKey,
      new Uint8Array(body),
    ),
  );
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const signatureValue = der(0x30, der(0x02, integer(r)), der(0x02, integer(s)));
  const certificate = der(0x30, body, ecdsaWithSha256, der(0x03, [0, ...signatureValue]));
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", privateKey);
  return {
    cert: pem("CERTIFICATE", new Uint8Array(certificate)),
    key: pem("PRIVATE KEY", new Uint8Array(pkcs8)),
    subject,
    privateKey,
  };
}

/** One ASN.1 value: its tag, its length, its parts. */
function der(tag: number, ...parts: readonly (readonly number[])[]): number[] {
  const content = parts.flat();
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}

/** As few bytes as do, the first below 0x80 so that it is no negative number. */
function integer(bytes: Uint8Array): number[] {
  const significant = [...bytes.subarray(bytes.findIndex((byte) => byte !== 0))];
  return (significant[0] ?? 0) < 0x80 ? significant : [0, ...significant];
}

/** Positive, and no other's of the same issuer. */
function serialNumber(): number[] {
  const [first = 0, ...rest] = crypto.getRandomValues(new Uint8Array(16));
  return [first & 0x3f | 0x40, ...rest];
}

/** `YYMMDDHHMMSSZ`. */
function toUtcTime(date: Date): string {
  return `${date.toISOString().slice(2, 19).replaceAll(/\D/g, "")}Z`;
}

function toAlternativeName(host: string): number[] {
  return /^[\d.]+$/.test(host) ? der(0x87, host.split(".").map(Number)) : der(0x82, text(host));
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = bytes.toBase64().match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
