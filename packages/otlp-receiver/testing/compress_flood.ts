/** How many bytes a flood unpacks to that is compressed. */
export const UNPACKED_BYTES: number = 512 * 1024 * 1024;

let compressing: Promise<Uint8Array<ArrayBuffer>> | undefined;

/**
 * A few hundred kilobytes that unpack to `UNPACKED_BYTES`. Made once, as that takes a second.
 *
 * @example A sender measures its memory after this was made
 * ```ts
 * import { compressFlood, UNPACKED_BYTES } from "@otel-deno/otlp-receiver/testing";
 * import { ok } from "node:assert/strict";
 *
 * const bomb = await compressFlood();
 * ok(bomb.length < UNPACKED_BYTES / 900);
 * ```
 */
export function compressFlood(): Promise<Uint8Array<ArrayBuffer>> {
  return compressing ??= compress();
}

function compress(): Promise<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(1024 * 1024);
  let left = UNPACKED_BYTES;
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= chunk.length;
      controller.enqueue(chunk);
    },
  });
  return new Response(plain.pipeThrough(new CompressionStream("gzip"))).bytes();
}
