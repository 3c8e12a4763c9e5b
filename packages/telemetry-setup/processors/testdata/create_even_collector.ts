import type { BatchQueueOptions } from "../batch_queue.ts";

type Collector = NonNullable<BatchQueueOptions<number>["collector"]>;

/**
 * A collector that takes even numbers only, and tells what it hands over: `collected 2 0`, with how
 * many there were and how long they may still wait.
 *
 * @param options.fullWith How many make it full.
 */
export function createEvenCollector(
  tell: (line: string) => void,
  { fullWith }: { readonly fullWith: number },
): Collector {
  let size = 0;
  return {
    add: (record) => record % 2 === 0 && ++size > 0,
    get size() {
      return size;
    },
    get isFull() {
      return size === fullWith;
    },
    handOver(lingerMillis) {
      if (size > 0) tell(`collected ${size} ${lingerMillis}`);
      size = 0;
    },
  };
}
