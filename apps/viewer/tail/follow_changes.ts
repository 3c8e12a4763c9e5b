import type { StoreChange } from "../contract/mod.ts";
import type { ViewerClient } from "./viewer_client.ts";

/**
 * What a viewer stores, as it tells it. The first change is empty: what there was before.
 *
 * @throws {Error} If the viewer cannot be reached, or ends.
 */
export async function* followChanges(client: ViewerClient): AsyncIterable<StoreChange> {
  const { body } = await client.get("/api/stream");
  let rest = "";
  for await (const text of body!.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split("\n\n");
    rest = events.pop()!;
    for (const event of events) {
      const data = event.split("\n").filter((line) => line.startsWith("data: "))
        .map((line) => line.slice("data: ".length)).join("\n");
      if (data !== "") yield JSON.parse(data);
    }
  }
}
