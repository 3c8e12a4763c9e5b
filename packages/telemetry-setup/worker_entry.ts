/**
 * Starts telemetry in a worker. The main module of an instrumented worker imports this one first,
 * with the URL of the application's worker as the parameter `app`, and that of the module that the
 * application was started with as `main`; then the application's.
 *
 * @module
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { WORKER_FACTS, type WorkerFacts } from "./instrumentations/worker/eval_prologue.ts";
import { startOnceAdmitting } from "./start_once.ts";

const { searchParams } = new URL(import.meta.url);
const [app, mainModule] = [searchParams.get("app"), searchParams.get("main")];
const facts: WorkerFacts = mainModule === null ? {} : { mainModule };
Object.assign(globalThis, { [WORKER_FACTS]: facts });
if (app !== null) takePlaceOf(new URL(app));
// In a function of its own, for the reason that register.ts gives.
await Promise.resolve().then(() => startOnceAdmitting());

/** What tells a worker where it comes from tells of the application's module, not of ours. */
function takePlaceOf(app: URL): void {
  Object.defineProperty(globalThis, "location", { value: app, configurable: true });
  if (process.argv[1]?.startsWith("data:") && app.protocol === "file:") {
    process.argv[1] = fileURLToPath(app);
  }
}
