import type { Random } from "../../otlp/testdata/random_record.ts";

const METHODS = ["GET", "POST", "HEAD", "PURGE", "get", "\x01", "OPTIONS"];
const HEADERS = [
  "traceparent",
  "tracestate",
  "baggage",
  "user-agent",
  "host",
  "forwarded",
  "x-forwarded-for",
  "content-length",
  "__proto__",
  "constructor",
];

/**
 * Sends one HTTP request of random bytes after the other, each on a connection of its own, so that
 * none is kept from the server by a client that knows better.
 */
export async function sendRawRequests(
  port: number,
  { count, random }: { readonly count: number; readonly random: Random },
): Promise<void> {
  for (let index = 0; index < count; index++) {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    try {
      const bytes = randomRequest(random);
      // A server that has read enough closes before all is written.
      for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
      while (await connection.read(new Uint8Array(65_536)) !== null);
    } catch {
      // Reset by the server: that is an answer, too.
    }
  }
}

function randomRequest(random: Random): Uint8Array<ArrayBuffer> {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const text = (length: number) =>
    Array.from({ length }, () => {
      // Mostly what a server lets through.
      const code = random() < 0.8 ? 0x21 + Math.floor(random() * 0x5e) : Math.floor(random() * 256);
      return String.fromCharCode(code);
    }).join("").replaceAll(/[\r\n]/g, "~");
  const path = pick([
    () => `/${text(10)}`,
    () => `/?${Array.from({ length: 1000 }, (_, i) => `a${i}=${i}`).join("&")}`,
    () => `/?token=${text(20)}&sig=%zz&__proto__=1`,
    () => `http://user:pass@[::1]:x/${text(5)}`,
    () => `/%ff%fe/%00/..//${text(3)}`,
    () => "*",
  ])();
  const headers = Array.from({ length: Math.floor(random() * 6) }, () => {
    const length = random() < 0.05 ? 20_000 : Math.floor(random() * 60);
    return `${random() < 0.7 ? pick(HEADERS) : text(8)}: ${text(length)}\r\n`;
  }).join("");
  const head = `${pick(METHODS)} ${path} HTTP/1.1\r\nconnection: close\r\n${headers}\r\n`;
  return Uint8Array.from(head, (character) => character.charCodeAt(0));
}
