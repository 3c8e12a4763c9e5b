/**
 * Starts telemetry under `deno serve`, which ignores `--preload`. The command line makes a main
 * module that imports this one first, with the URL of the application as the parameter `app`, then
 * the application, and exports the application's default.
 *
 * @module
 */
import { startOnceAdmitting } from "./start_once.ts";

const app = new URL(import.meta.url).searchParams.get("app");
// In a function of its own, for the reason that register.ts gives.
await Promise.resolve().then(() =>
  startOnceAdmitting(app === null ? {} : { mainModule: () => app })
);
