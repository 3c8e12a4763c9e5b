import type { Diagnostics } from "../../diagnostics/diagnostics.ts";

/** What samplers that ask a service need of the process around them. */
export interface RemoteOptions {
  /** `service.name` of the resource: whose sampling is asked for. */
  readonly serviceName: string;
  readonly diagnostics: Diagnostics;
  /** Ends the asking, also what is under way. */
  readonly stopped: AbortSignal;
  /**
   * Why an endpoint must not be connected to, with the flag to add. Never asks the user.
   *
   * @default every endpoint may be
   */
  readonly missingPermission?: (endpoint: string) => string | undefined;
  /** @default the platform's, as it is when the sampler is created: not instrumented yet */
  readonly fetch?: typeof fetch;
  /** Milliseconds of a clock that never goes backwards. @default performance.now */
  readonly now?: () => number;
  /** Calls once, later, without keeping the process alive; returns how to cancel. */
  readonly setTimer?: (run: () => void, delayMillis: number) => () => void;
}
