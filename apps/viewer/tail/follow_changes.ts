import type { StoreChange } from "../contract/mod.ts";
import type { ViewerClient } from "./viewer_client.ts";

const ENDED = { done: true, value: undefined } as const;

/**
 * What a viewer stores, as it tells it. The first change is empty: what there was before.
 * Ends with the viewer.
 *
 * @throws {Error} If the viewer cannot be reached.
 */
export async function* followChanges(client: ViewerClient): AsyncIterable<StoreChange> {
  const { body } = await client.get("/api/stream");
  let rest = "";
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      // Whether it has closed the connection or broken it off says nothing more.
      const { done, value: text } = await reader.read().catch(() => ENDED);
      if (done) return;
      const events = (rest + text).split("\n\n");
      rest = events.pop()!;
      for (const event of events) {
        const data = event.split("\n").filter((line) => line.startsWith("data: "))
          .map((line) => line.slice("data: ".length)).join("\n");
        if (data !== "") yield JSON.parse(data);
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
