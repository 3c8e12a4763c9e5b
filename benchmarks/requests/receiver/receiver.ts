/**
 * A receiver of OTLP/HTTP in a process of its own: `receiver.ts DELAY_MS`. It keeps what it gets as
 * it is, answers after the delay that everything is accepted, and decodes only when it is asked for
 * what it has: until then that shall not take processors' time.
 *
 * @module
 */
import { answerQuestions } from "../../harness/answer_questions.ts";
import { writeLine } from "../../harness/write_line.ts";
import type { Items, Stored } from "./count_items.ts";

/** What a receiver answers to `items`. */
export interface Received {
  readonly items: Items;
  /** Of all bodies. */
  readonly bytes: number;
  /** Requests of exporters. */
  readonly requests: number;
}

const delayMillis = Number(Deno.args[0]);
const stored: Stored[] = [];
let bytes = 0;

const server = Deno.serve({
  port: 0,
  hostname: "127.0.0.1",
  onListen: ({ port }) => writeLine({ port }),
}, async (request) => {
  const body = await request.bytes();
  stored.push({ path: new URL(request.url).pathname, body });
  bytes += body.length;
  if (delayMillis > 0) await new Promise((resolve) => setTimeout(resolve, delayMillis));
  return new Response(new Uint8Array(), {
    headers: { "content-type": "application/x-protobuf" },
  });
});

answerQuestions({
  bytes: () => bytes,
  async items(): Promise<Received> {
    const { countItems } = await import("./count_items.ts");
    return { items: countItems(stored), bytes, requests: stored.length };
  },
}, () => server.shutdown());
