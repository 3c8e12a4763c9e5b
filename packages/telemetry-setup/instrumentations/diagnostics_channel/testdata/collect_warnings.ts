import { diag, type DiagLogger } from "@opentelemetry/api";

/** What this process warns of meanwhile. */
export function collectWarnings(): Disposable & { readonly texts: string[] } {
  const texts: string[] = [];
  const silent = () => {};
  const logger: DiagLogger = {
    error: silent,
    warn: (text, ...details) => void texts.push([text, ...details].join(" ")),
    info: silent,
    debug: silent,
    verbose: silent,
  };
  diag.setLogger(logger, { suppressOverrideMessage: true });
  return { texts, [Symbol.dispose]: () => diag.disable() };
}
