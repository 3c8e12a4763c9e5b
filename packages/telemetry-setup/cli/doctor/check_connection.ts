import type { Finding } from "./finding.ts";

/** How long a receiver may take to answer, in milliseconds. */
const TIMEOUT_MS = 3000;

/** Opens a connection and closes it again. */
export type Connect = (address: {
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
}) => Promise<void>;

/**
 * Checks that a receiver's name resolves, that its port answers, and that TLS can be agreed on where
 * the URL asks for it.
 *
 * @returns What was found, in order, up to the first that is wrong.
 */
export async function checkConnection(
  url: URL,
  connect: Connect = connectNow,
): Promise<readonly Finding[]> {
  const tls = url.protocol === "https:";
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (tls ? 443 : 80));
  const subject = `${url.hostname}:${port}`;
  const finding = (ok: boolean, message: string): Finding => ({ subject, ok, message });
  try {
    await connect({ hostname, port, tls: false });
  } catch (error) {
    return [finding(false, `Cannot connect to ${subject}: ${describeRefusal(error, hostname)}`)];
  }
  const answers = finding(true, "the name resolves, the port answers");
  if (!tls) return [answers];
  try {
    await connect({ hostname, port, tls: true });
    return [answers, finding(true, "TLS is agreed on, and the certificate is trusted")];
  } catch (error) {
    return [answers, finding(false, `Cannot agree on TLS with ${subject}: ${describeTls(error)}`)];
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

function describeTls(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/corrupt message|InvalidContentType/i.test(message)) {
    return "it answers without TLS; use http:// in the endpoint";
  }
  if (/UnknownIssuer|CaUsedAsEndEntity|self.signed/i.test(message)) {
    return "its certificate is not signed by an authority that is trusted here";
  }
  if (/NotValidForName/i.test(message)) return "its certificate is for another name";
  if (/Expired/i.test(message)) return "its certificate has expired";
  if (error instanceof DOMException) return `no answer within ${TIMEOUT_MS} ms`;
  return firstLine(message);
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
    ? Deno.connectTls({ hostname, port }).then(async (connection) => {
      await connection.handshake();
      return connection;
    })
    : Deno.connect({ hostname, port });
  connecting.then((connection) => connection.close()).catch(() => {});
  await Promise.race([connecting, late]);
}
