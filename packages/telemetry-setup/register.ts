/**
 * Starts telemetry for the application that is loaded after it, as the environment asks for:
 *
 * ```sh
 * deno run --preload npm:@otel-deno/telemetry-setup/register app.ts
 * ```
 *
 * @module
 */
import { startOnce } from "./start_once.ts";

startOnce();
