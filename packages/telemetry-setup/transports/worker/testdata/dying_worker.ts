// A delivery worker that dies of a certain payload, unless that is older than the worker itself.
import process from "node:process";
import { workerData } from "node:worker_threads";

const startedAt = Date.now();
workerData.port.addEventListener("message", ({ data }: MessageEvent) => {
  const { contentType, dueAt } = data.facts ?? {};
  if (contentType === "application/x-die" && dueAt > startedAt) process.exit(3);
});
await import("../delivery_worker.ts");
