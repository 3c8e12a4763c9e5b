import { fileURLToPath } from "node:url";
import { type Carrier, RELEASE_MESSAGES } from "./hold_messages.ts";

/** On the global object of a worker: what our entry has to know of the application. */
export const WORKER_FACTS: unique symbol = Symbol.for("otel-deno.worker") as never;

/** What stands at {@linkcode WORKER_FACTS}. */
export interface WorkerFacts {
  /** URL of the module that the application was started with. */
  readonly mainModule?: string;
  /** Of what made the worker, where our first message would bring it too late. */
  readonly carrier?: Carrier;
}

/** What {@linkcode evalPrologue} is made of. */
export interface EvalPrologueOptions {
  /** URL of our entry as CommonJS. */
  readonly scriptEntry: URL;
  readonly mainModule: string | undefined;
  readonly carrier: Carrier;
}

/**
 * Makes what stands before the text of a worker with the option `eval`, on its first line: further
 * down, the lines of its errors are the application's.
 */
export function evalPrologue(
  { scriptEntry, mainModule, carrier }: EvalPrologueOptions,
): string {
  const facts: WorkerFacts = { ...mainModule === undefined ? {} : { mainModule }, carrier };
  return `globalThis[Symbol.for("${WORKER_FACTS.description}")]=${JSON.stringify(facts)};` +
    `require(${JSON.stringify(fileURLToPath(scriptEntry))});` +
    `globalThis[Symbol.for("${RELEASE_MESSAGES.description}")]?.();`;
}
