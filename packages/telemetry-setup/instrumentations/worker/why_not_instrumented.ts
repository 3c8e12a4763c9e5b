import { fileURLToPath } from "node:url";

/** A worker that the application wants to start. */
export interface WantedWorker {
  /** Its URL; `undefined` where it has none, as it is a text. */
  readonly url: URL | undefined;
  /** `type` of a Web worker. @default "module" */
  readonly type?: unknown;
  /** `deno.permissions` of a Web worker. @default "inherit" */
  readonly permissions?: unknown;
}

/** What {@linkcode whyNotInstrumented} has to know. */
export interface WorkerCircumstances {
  /** Our entry, which the worker loads. */
  readonly entry: URL;
  /** Tells whether a folder may be read. @default asks Deno */
  readonly isReadable?: (path: string) => boolean;
}

/** Kinds of permission without which nothing can be sent from a worker. */
const NEEDED = ["env", "net", "read"] as const;

/**
 * Says why a worker is started without telemetry, and what to do about it; `undefined` where it is
 * started with it.
 */
export function whyNotInstrumented(
  wanted: WantedWorker,
  { entry, isReadable = mayRead }: WorkerCircumstances,
): string | undefined {
  const { type = "module", permissions = "inherit" } = wanted;
  if (type !== "module") return `its type is ${JSON.stringify(type)}; expected "module"`;
  if (!grants(permissions)) {
    return `it has permissions of its own; without them, or with ${NEEDED.join(", ")} whole, ` +
      "it could be";
  }
  if (entry.protocol !== "file:") return undefined;
  // A bundle has all in one; the sources import the package of OTLP.
  const folders = entry.pathname.endsWith(".ts") ? [".", "../otlp/"] : ["."];
  const denied = folders.map((folder) => fileURLToPath(new URL(folder, entry)))
    .filter((path) => !isReadable(path));
  return denied.length === 0 ? undefined : `not permitted; add --allow-read=${denied.join()}`;
}

function mayRead(path: string): boolean {
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}

/** A worker that is given less is closed off by its author: nothing is added to that. */
function grants(permissions: unknown): boolean {
  if (permissions === "inherit") return true;
  if (typeof permissions !== "object" || permissions === null) return false;
  const given: Partial<Record<string, unknown>> = { ...permissions };
  return NEEDED.every((kind) => given[kind] === true || given[kind] === "inherit");
}
