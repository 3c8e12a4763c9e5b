// A delivery worker that dies of the first payload.
import { workerData } from "node:worker_threads";

workerData.port.addEventListener("message", ({ data }: MessageEvent) => {
  if (data.kind === "put") throw new Error("boom\nsecond line");
});
workerData.port.start();
