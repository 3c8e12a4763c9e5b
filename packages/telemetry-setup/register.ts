/**
 * Starts telemetry for the application that is loaded after it, as the environment asks for:
 *
 * ```sh
 * deno run --preload npm:@otel-deno/telemetry-setup/register app.ts
 * ```
 *
 * @module
 */
import { startOnceAdmitting } from "./start_once.ts";

// `instrument` knows what the command line says.
const watch = import.meta.url.endsWith("?watch");
// In a function of its own, below which is nothing of this module: where an error is thrown and
// caught, V8 looks for the place in every function below, and for that it reads a whole bundle
// again. That takes 10 ms, and to ask for a file that is not there is enough.
await Promise.resolve().then(() => startOnceAdmitting(watch ? { isWatched: true } : {}));
