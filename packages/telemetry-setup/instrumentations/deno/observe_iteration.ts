import { context } from "@opentelemetry/api";
import type { ObservedCall } from "./observe_call.ts";

/**
 * Records a whole iteration as one call: from when the first value is asked for until there are no
 * more, as many have come as there can be, the loop is left, or it fails. One that is dropped half
 * way, by calling `next` and no more, is not recorded.
 *
 * @param options.start Begins to record.
 * @param options.limit How many values there can be.
 * @returns The iterator that was given, with its methods observed.
 */
export function observeIteration<T, I extends AsyncIterator<T>>(
  iterator: I,
  { start, limit = Infinity }: {
    readonly start: () => ObservedCall;
    readonly limit?: number | undefined;
  },
): I {
  const { next, return: leave } = iterator;
  let call: ObservedCall | undefined;
  let count = 0;
  Object.defineProperties(iterator, {
    next: {
      value: async (...args: [] | [undefined]) => {
        call ??= start();
        try {
          const result = await context.with(
            call.context,
            () => Reflect.apply(next, iterator, args),
          );
          if (!result.done) count++;
          if (result.done || count >= limit) call.end();
          return result;
        } catch (error) {
          call.fail(error);
          throw error;
        }
      },
      configurable: true,
      writable: true,
    },
    return: {
      value: async (value?: unknown) => {
        call?.end();
        if (leave === undefined) return { done: true, value };
        return await Reflect.apply(leave, iterator, [value]);
      },
      configurable: true,
      writable: true,
    },
  });
  return iterator;
}
