/**
 * Compresses a payload with gzip, off this thread. `node:zlib` is loaded only then: it takes 4 ms,
 * and a thread that hands its payloads to the delivery worker never needs it.
 */
export async function compressGzip(payload: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { gzip } = await import("node:zlib");
  return await new Promise((resolve, reject) => {
    gzip(payload, (error, compressed) => {
      if (error === null) resolve(new Uint8Array(compressed));
      else reject(error);
    });
  });
}
