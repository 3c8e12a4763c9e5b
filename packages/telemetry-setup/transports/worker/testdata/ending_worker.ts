// A delivery worker that ends by itself with the first payload.
import process from "node:process";
import { parentPort } from "node:worker_threads";

parentPort?.on("message", ({ kind }: { readonly kind: string }) => {
  if (kind === "send") process.exit(3);
});
