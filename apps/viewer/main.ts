/**
 * Starts the viewer: receivers for OTLP, the store, the API and the pages, in one process.
 *
 * What people should know goes to standard error, what comes in (`--debug`) to standard output.
 *
 * @module
 */
import { runViewer } from "./launch/run_viewer.ts";

if (import.meta.main) Deno.exit(await runViewer(Deno.args));
