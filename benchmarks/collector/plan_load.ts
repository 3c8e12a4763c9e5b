import { makeRequests } from "../viewer/load/make_requests.ts";

/** What is sent to a Collector. */
export interface Load {
  /** All spans together. */
  readonly spans: number;
  /** From the begin of one request to that of the next, in milliseconds. */
  readonly intervalMillis: number;
  /** Of a span, uncompressed. */
  readonly bytesPerSpan: number;
  /** Makes the requests, the same ones each time. */
  readonly requests: () => Iterable<Uint8Array<ArrayBuffer>>;
}

/** As many as the distribution's own batches have. */
const SPANS_A_REQUEST = 512;

/**
 * Plans a load: spans of a web server, two a trace, in requests of 512.
 *
 * @param spansPerSecond How many are sent in a second.
 */
export function planLoad(spansPerSecond: number, { seconds }: { readonly seconds: number }): Load {
  const spans = Math.ceil(spansPerSecond * seconds / SPANS_A_REQUEST) * SPANS_A_REQUEST;
  const [first] = makeRequests("web server", SPANS_A_REQUEST);
  return {
    spans,
    intervalMillis: SPANS_A_REQUEST / spansPerSecond * 1000,
    bytesPerSpan: Math.round(first!.length / SPANS_A_REQUEST),
    requests: () => makeRequests("web server", spans),
  };
}
