// A delivery worker that ends by itself with the first payload.
import process from "node:process";
import { workerData } from "node:worker_threads";

workerData.port.addEventListener("message", ({ data }: MessageEvent) => {
  if (data.kind === "put") process.exit(3);
});
workerData.port.start();
