// A delivery worker that dies of the first payload.
import { parentPort } from "node:worker_threads";

parentPort?.on("message", ({ kind }: { readonly kind: string }) => {
  if (kind === "send") throw new Error("boom\nsecond line");
});
