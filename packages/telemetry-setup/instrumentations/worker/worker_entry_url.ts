import { LINKED, RELEASE_MESSAGES } from "./hold_messages.ts";

/** What {@linkcode workerEntryUrl} is made of. */
export interface WorkerEntryFacts {
  /** URL of our entry, a file. */
  readonly entry: string;
  /** URL of the application's worker. */
  readonly app: string;
  /** URL of the module that the application was started with, which may tell the service's name. */
  readonly mainModule: string | undefined;
}

/**
 * Makes the main module of a worker: it imports our entry, then the application's.
 *
 * A `data:` URL with all addresses in it, not a file: Deno then knows the application's modules
 * before they run, as it does without us, and asks for no further permission. The application's is
 * imported later than ours, so that the resolve hook sees what it imports; and within a module of
 * its own, as the messages that came in meanwhile are to be released when everything is loaded and
 * before it runs: it may wait for one right there.
 */
export function workerEntryUrl({ entry, app, mainModule }: WorkerEntryFacts): string {
  const url = new URL(entry);
  url.searchParams.set("app", app);
  if (mainModule !== undefined) url.searchParams.set("main", mainModule);
  const release = dataUrl(`globalThis[Symbol.for("${RELEASE_MESSAGES.description}")]?.()`);
  const application = dataUrl(`${importOf(release)}${importOf(app)}`);
  return dataUrl(
    `${importOf(url.href)}await globalThis[Symbol.for("${LINKED.description}")];` +
      `await import(${JSON.stringify(application)});`,
  );
}

function importOf(url: string): string {
  return `import ${JSON.stringify(url)};`;
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
