import type { ObservedCall } from "./observe_call.ts";

/**
 * Records a stream as one call until its first chunk: how long it goes on after that is up to whoever
 * reads it.
 *
 * @returns A stream that holds back nothing: each chunk is asked for when it is read.
 */
export function observeFirstChunk<T>(
  stream: ReadableStream<T>,
  call: ObservedCall,
): ReadableStream<T> {
  const reader = stream.getReader();
  return new ReadableStream<T>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        call.end();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        call.fail(error);
        throw error;
      }
    },
    async cancel(reason) {
      call.end();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}
