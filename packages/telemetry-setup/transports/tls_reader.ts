import type { TlsMaterial } from "./transport_config.ts";

/** The files that an exporter's `tls` names, as the configuration model has them. */
export interface TlsFiles {
  readonly ca_file?: string | null;
  readonly cert_file?: string | null;
  readonly key_file?: string | null;
}

/** Reads what the files hold; `undefined` when there is nothing to use. */
export type ReadTls = (files: TlsFiles) => TlsMaterial | undefined;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/;

/**
 * Makes the reader of certificates and keys. Each set of files is read and told about once, however
 * many exporters name it. Relative paths begin at the working directory. Deno is never made to ask
 * the user for a permission.
 *
 * What cannot be used is left out: without the authority's certificate the receiver has to be known
 * to the default authorities, without the client's certificate it has to want none. Neither makes a
 * connection less safe.
 *
 * @param onProblem Told what cannot be used and what happens instead, in one line.
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#configuration-options}
 */
export function createTlsReader(onProblem: (message: string) => void): ReadTls {
  const known = new Map<string, TlsMaterial | undefined>();
  return (files) => {
    const key = JSON.stringify([files.ca_file, files.cert_file, files.key_file]);
    if (!known.has(key)) known.set(key, readMaterial(files, onProblem));
    return known.get(key);
  };
}

function readMaterial(
  files: TlsFiles,
  onProblem: (message: string) => void,
): TlsMaterial | undefined {
  const authority = attempt(() => readAuthority(files), (reason) => {
    onProblem(
      `Cannot use the authority's certificate: ${reason}; trusting the default authorities only`,
    );
  });
  const client = attempt(() => readClient(files), (reason) => {
    onProblem(`Cannot use the client certificate: ${reason}; sending without one`);
  });
  return authority === undefined && client === undefined ? undefined : { ...authority, ...client };
}

function readAuthority({ ca_file }: TlsFiles): TlsMaterial | undefined {
  if (!ca_file) return undefined;
  const ca = readPem(ca_file, CERTIFICATE, "certificate");
  tryOut({ caCerts: [ca] }, () => `${ca_file} holds a certificate that cannot be read`);
  return { ca };
}

function readClient({ cert_file, key_file }: TlsFiles): TlsMaterial | undefined {
  if (!cert_file && !key_file) return undefined;
  if (!key_file) throw new Error(`there is ${cert_file}, and no file with its key is named`);
  if (!cert_file) throw new Error(`there is the key ${key_file}, and no certificate is named`);
  const cert = readPem(cert_file, CERTIFICATE, "certificate");
  const key = readPem(key_file, PRIVATE_KEY, "private key");
  tryOut(
    { cert, key },
    (message) =>
      /KeyMismatch/.test(message)
        ? `${cert_file} and ${key_file} do not belong together`
        : `${cert_file} or ${key_file} cannot be read`,
  );
  return { cert, key };
}

function readPem(path: string, pattern: RegExp, noun: string): string {
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (state !== "granted") throw new Error(`${path} is not permitted; add --allow-read=${path}`);
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: ${message.replace(/ \(os error \d+\).*$/s, "")}`);
  }
  if (ENCRYPTED.test(text)) throw new Error(`${path} is encrypted, and there is no passphrase`);
  if (!pattern.test(text)) throw new Error(`${path} holds no ${noun} in PEM format`);
  return text;
}

/** What is wrong is better told now than with each request. */
function tryOut(
  options: Deno.CreateHttpClientOptions | (Deno.CreateHttpClientOptions & Deno.TlsCertifiedKeyPem),
  describe: (message: string) => string,
): void {
  try {
    Deno.createHttpClient(options).close();
  } catch (error) {
    throw new Error(describe(error instanceof Error ? error.message : String(error)));
  }
}

function attempt<T>(
  read: () => T | undefined,
  onFailure: (reason: string) => void,
): T | undefined {
  try {
    return read();
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
