/**
 * Names of the semantic conventions 1.45.0 that are not stable yet: copied, because the package with
 * the names may rename them in any version. And what we call Deno KV, which they have no name for.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/}
 *
 * @module
 */

/** The messaging system: {@linkcode DENO_KV}. */
export const ATTR_MESSAGING_SYSTEM = "messaging.system";
/** What the system calls what is done. */
export const ATTR_MESSAGING_OPERATION_NAME = "messaging.operation.name";
/** What the conventions call it: `send` or `process`. */
export const ATTR_MESSAGING_OPERATION_TYPE = "messaging.operation.type";
/** Deno KV as a database and as a messaging system. */
export const DENO_KV = "deno.kv";
