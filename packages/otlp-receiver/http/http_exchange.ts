/** A request over HTTP, whichever server it came to. */
export interface HttpExchange {
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** The answer to it. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}
