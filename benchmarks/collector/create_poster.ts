/** Sends requests to one receiver. */
export interface Poster extends Disposable {
  /**
   * @throws {Error} If it is not acknowledged.
   */
  readonly post: (body: Uint8Array<ArrayBuffer>) => Promise<void>;
}

/** Options of {@linkcode createPoster}. */
export interface PosterOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Certificates, in PEM format. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
}

/** Makes what sends traces in protobuf over OTLP/HTTP. */
export function createPoster(endpoint: string, { headers, tls }: PosterOptions = {}): Poster {
  const client = tls === undefined
    ? Deno.createHttpClient({})
    : Deno.createHttpClient({ caCerts: [tls.ca], cert: tls.cert, key: tls.key });
  return {
    async post(body) {
      const response = await fetch(`${endpoint}/v1/traces`, {
        method: "POST",
        client,
        headers: { "content-type": "application/x-protobuf", ...headers },
        body,
      });
      await response.body?.cancel();
      if (!response.ok) {
        throw new Error(`Cannot measure: a request was answered with ${response.status}`);
      }
    },
    [Symbol.dispose]: () => client.close(),
  };
}
