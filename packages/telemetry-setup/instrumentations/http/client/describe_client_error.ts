import { describeThrown, type ThrownDescription } from "../describe_thrown.ts";

/** Why there is no answer, or not all of one. */
export interface ClientErrorDescription {
  /** For `error.type`: few values. */
  readonly errorType: string;
  /** For the status of the span. */
  readonly message: string;
  readonly thrown: ThrownDescription;
}

/** What the system calls its errors, such as `ECONNREFUSED`; not those of arguments. */
const SYSTEM_CODE = /^(?!ERR_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/**
 * Describes an error that a client told of. `error.type` is the system's code where there is one
 * (`ECONNREFUSED`), else the class (`TypeError`, `AbortError`).
 *
 * @param redact Takes credentials out of texts.
 *
 * @example
 * ```ts
 * import { describeClientError } from "./describe_client_error.ts";
 * import assert from "node:assert/strict";
 *
 * const error = new TypeError("fetch failed", { cause: new Error("connection refused") });
 * const { errorType, message } = describeClientError(error, (text) => text);
 * assert.deepEqual([errorType, message], ["TypeError", "fetch failed: connection refused"]);
 * ```
 */
export function describeClientError(
  error: unknown,
  redact: (text: string) => string,
): ClientErrorDescription {
  const { code, cause } = readFrom(error);
  const thrown = describeThrown(error, redact);
  // `fetch` says in the cause what was wrong.
  const reason = cause instanceof Error ? describeThrown(cause, redact) : undefined;
  const stack = thrown.stack === undefined || reason?.stack === undefined
    ? thrown.stack
    : `${thrown.stack}\nCaused by: ${reason.stack}`;
  return {
    errorType: typeof code === "string" && SYSTEM_CODE.test(code) ? code : thrown.type ?? "_OTHER",
    message: reason === undefined ? thrown.message : `${thrown.message}: ${reason.message}`,
    thrown: { ...thrown, stack },
  };
}

/** An error of the application's own may throw when it is read. */
function readFrom(error: unknown): { readonly code?: unknown; readonly cause?: unknown } {
  try {
    if (!(error instanceof Error)) return {};
    const { code, cause } = error as Error & { readonly code?: unknown };
    return { code, cause };
  } catch {
    return {};
  }
}
