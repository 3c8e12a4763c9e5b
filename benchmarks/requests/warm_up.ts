import type { Saturator } from "../harness/find_saturator.ts";
import { PATH } from "./path.ts";

/** So many, that what runs a thousand times a second is compiled, and buffers are as large as they get. */
const REQUESTS = 20_000;
/** On a machine that has no time. */
const MOST_SECONDS = 8;

/** Puts a load on the dice before what is measured. */
export async function warmUp(
  { port, saturator }: { readonly port: number; readonly saturator: Saturator },
): Promise<void> {
  let requests = 0;
  for (let second = 0; second < MOST_SECONDS && requests < REQUESTS; second++) {
    requests += await saturator.run({ port, path: PATH, seconds: 1 });
  }
}
