import { describeTlsFailure } from "../../../transports/otlp/describe_tls_failure.ts";
import type { TlsMaterial } from "../../../transports/transport_config.ts";
import type { Finding } from "../finding.ts";

/** In this time a receiver closes a connection that it does not want, in milliseconds. */
const REFUSAL_MS = 1000;
/** How long a receiver may take to answer, in milliseconds. */
const TIMEOUT_MS = 3000;

/** What to do about it. */
const REMEDIES: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/no authority that is trusted/, "name its authority's in OTEL_EXPORTER_OTLP_CERTIFICATE"],
  [/does not speak TLS/, "use http:// in the endpoint"],
  [
    /asks for a client certificate/,
    "name one in OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and its key in OTEL_EXPORTER_OTLP_CLIENT_KEY",
  ],
  [/certificate is not for/, "use a name in the endpoint that it is for"],
];

/** Opens a connection and closes it again. */
export type Connect = (address: {
  readonly hostname: string;
  readonly port: number;
  /** What is trusted and shown; `undefined` for a connection without TLS. */
  readonly tls: TlsMaterial | undefined;
}) => Promise<void>;

/** Options of {@linkcode checkConnection}. */
export interface CheckConnectionOptions {
  /** Certificates and key for TLS. @default the default authorities, no client certificate */
  readonly material?: TlsMaterial;
  /** Takes the place of the network in tests. */
  readonly connect?: Connect;
}

/**
 * Checks that a receiver's name resolves, that its port answers, and that TLS can be agreed on where
 * the URL asks for it.
 *
 * @returns What was found, in order, up to the first that is wrong.
 */
export async function checkConnection(
  url: URL,
  { material = {}, connect = connectNow }: CheckConnectionOptions = {},
): Promise<readonly Finding[]> {
  const tls = url.protocol === "https:";
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (tls ? 443 : 80));
  const subject = `${url.hostname}:${port}`;
  const finding = (ok: boolean, message: string): Finding => ({ subject, ok, message });
  try {
    await connect({ hostname, port, tls: undefined });
  } catch (error) {
    return [finding(false, `Cannot connect to ${subject}: ${describeRefusal(error, hostname)}`)];
  }
  const answers = finding(true, "the name resolves, the port answers");
  if (!tls) return [answers];
  try {
    await connect({ hostname, port, tls: material });
    return [answers, finding(true, "TLS is agreed on, and the certificate is trusted")];
  } catch (error) {
    const reason = describeTls(error, material);
    return [answers, finding(false, `Cannot agree on TLS with ${subject}: ${reason}`)];
  }
}

function describeRefusal(error: unknown, hostname: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/lookup|resolve|not known|ENOTFOUND/i.test(message)) {
    return `the name ${hostname} does not resolve`;
  }
  if (/refused/i.test(message)) return "connection refused; is the receiver running?";
  if (error instanceof DOMException) return `no answer within ${TIMEOUT_MS} ms`;
  return firstLine(message);
}

function describeTls(error: unknown, { cert }: TlsMaterial): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DOMException) return `no answer within ${TIMEOUT_MS} ms`;
  const described = describeTlsFailure(message, { clientCertificate: cert !== undefined });
  // Nothing was asked of it yet, so what it closed the connection for is certain.
  const reason = described?.replace(
    /^the receiver closed the connection; it may (ask for|not accept)/,
    (_, what) => `the receiver ${what === "ask for" ? "asks for" : "does not accept"}`,
  );
  const remedy = REMEDIES.find(([pattern]) => pattern.test(reason ?? ""))?.[1];
  return [reason ?? firstLine(message), ...remedy === undefined ? [] : [remedy]].join("; ");
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0]?.replace(/ \(os error \d+\)$/, "") ?? "";
}

async function connectNow({ hostname, port, tls }: Parameters<Connect>[0]): Promise<void> {
  const host = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
  // Deno would ask the user.
  if (Deno.permissions.querySync({ name: "net", host }).state !== "granted") {
    throw new Error(`not permitted; add --allow-net=${host}`);
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  const connecting = tls
    ? Deno.connectTls({
      hostname,
      port,
      // Some that speak gRPC refuse whoever does not offer HTTP/2.
      alpnProtocols: ["h2", "http/1.1"],
      ...(tls.ca === undefined ? {} : { caCerts: [tls.ca] }),
      ...(tls.cert === undefined || tls.key === undefined ? {} : { cert: tls.cert, key: tls.key }),
    }).then(async (connection) => {
      try {
        await connection.handshake();
        await staysOpen(connection);
      } catch (error) {
        connection.close();
        throw error;
      }
      return connection;
    })
    : Deno.connect({ hostname, port });
  connecting.then((connection) => connection.close()).catch(() => {});
  await Promise.race([connecting, late]);
}

/**
 * With TLS 1.3 a receiver looks at the client's certificate when the connection stands for the client.
 *
 * @throws {Error} If the receiver closes the connection before anything is asked of it.
 */
async function staysOpen(connection: Deno.TlsConn): Promise<void> {
  const { promise: silence, resolve } = Promise.withResolvers<"silence">();
  const timer = setTimeout(resolve, REFUSAL_MS, "silence");
  // What speaks HTTP/2 says something at once, others wait.
  const reading = connection.read(new Uint8Array(1));
  reading.catch(() => {});
  try {
    if (await Promise.race([reading, silence]) === null) throw new Error("connection closed");
  } finally {
    clearTimeout(timer);
  }
}
