// Settles one payload of 10 items by a delivery worker that is gone, or never comes to it, with the program
// that the first argument names, and a spool in the folder that the second one names, for as many
// milliseconds as the third one says. Prints what came of it.
import { put, setUpDelivery } from "../../testdata/delivery_bench.ts";

const [entry = "", folder = "", timeoutMillis = "60000"] = Deno.args;
using bench = setUpDelivery("http://127.0.0.1:9", { entry: new URL(entry), spool: { folder } });
put(bench.open(), 1);
const startedAt = performance.now();
const { lost, kept } = bench.delivery.settle(Number(timeoutMillis));
console.log(JSON.stringify({
  tookMillis: performance.now() - startedAt,
  lost: lost.map(({ itemCount }) => itemCount),
  kept: kept.map(({ itemCount }) => itemCount),
  again: bench.delivery.settle(Number(timeoutMillis)),
  messages: bench.messages,
}));
