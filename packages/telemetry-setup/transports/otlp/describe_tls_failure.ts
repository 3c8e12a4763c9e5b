/** What is known of a connection over TLS that failed. */
export interface TlsContext {
  /** Whether the sender had a certificate to show. */
  readonly clientCertificate: boolean;
}

/** What rustls says in Deno 2.9, and what that means for whoever sends. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [
    // The latter: from another authority with the name of one that is trusted, such as the one before it.
    /invalid peer certificate: (UnknownIssuer|BadSignature)/,
    "the receiver's certificate comes from no authority that is trusted here",
  ],
  [
    /invalid peer certificate: (certificate expired|Expired)/,
    "the receiver's certificate has expired",
  ],
  [
    /invalid peer certificate: (certificate not valid yet|NotValidYet)/,
    "the receiver's certificate is not valid yet",
  ],
  [/invalid peer certificate: CaUsedAsEndEntity/, "the receiver's certificate is an authority's"],
  [/fatal alert: CertificateRequired/, "the receiver asks for a client certificate"],
  [
    /fatal alert: (UnknownCA|BadCertificate|UnsupportedCertificate|Certificate(Unknown|Expired|Revoked)|AccessDenied|DecryptError)/,
    "the receiver does not accept the client certificate",
  ],
  [/received corrupt message/, "the receiver does not speak TLS"],
];
/**
 * A receiver looks at the client's certificate when the connection stands already, for the client.
 * Some say nothing then, and over HTTP/2 what they say may come too late to be seen.
 */
const CLOSED =
  /without sending TLS close_notify|^connection closed$|^stream closed because of a broken pipe$/;
const WRONG_NAME =
  /invalid peer certificate: certificate not valid for name "(.*?)"(?:.*?only valid for (.*))?/;

/**
 * Says why there is no connection over TLS.
 *
 * @param message What the runtime says.
 * @returns The reason, or `undefined` where TLS is not it, or nothing is known about it.
 *
 * @example A receiver that wants to know who is calling
 * ```ts
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   describeTlsFailure("received fatal alert: CertificateRequired", { clientCertificate: false }),
 *   "the receiver asks for a client certificate",
 * );
 * ```
 */
export function describeTlsFailure(
  message: string,
  { clientCertificate }: TlsContext,
): string | undefined {
  const [wrongName, name, others] = WRONG_NAME.exec(message) ?? [];
  if (wrongName !== undefined) {
    const names = [...others?.matchAll(/"(.*?)"|IpAddress\((.*?)\)/g) ?? []]
      .map(([, host, address]) => host ?? address);
    const only = names.length === 0 ? "" : `, only for ${names.join(", ")}`;
    return `the receiver's certificate is not for ${name}${only}`;
  }
  if (CLOSED.test(message)) {
    return `the receiver closed the connection; it may ${
      clientCertificate ? "not accept the client certificate" : "ask for a client certificate"
    }`;
  }
  return MEANINGS.find(([pattern]) => pattern.test(message))?.[1];
}
