/**
 * Starts telemetry under `deno serve`, which ignores `--preload`. The command line makes a main
 * module that imports this one first, with the URL of the application as the parameter `app`, and
 * `watch` under `--watch`; then the application, and exports the application's default.
 *
 * @module
 */
import { startOnceAdmitting } from "./start_once.ts";

const { searchParams } = new URL(import.meta.url);
const app = searchParams.get("app");
const facts = {
  ...app === null ? {} : { mainModule: () => app },
  ...searchParams.has("watch") ? { isWatched: true } : {},
};
// In a function of its own, for the reason that register.ts gives.
await Promise.resolve().then(() => startOnceAdmitting(facts));
