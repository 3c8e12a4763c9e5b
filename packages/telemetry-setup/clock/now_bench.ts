import "node:async_hooks";
import { now, useInnerClock } from "./now.ts";

function read(): void {
  for (let i = 0; i < 1000; i++) now();
}

Deno.bench("1,000 readings of performance.now()", { baseline: true }, () => {
  for (let i = 0; i < 1000; i++) performance.now();
});
Deno.bench("1,000 readings of now(), by public functions", read);
Deno.bench("1,000 readings of now(), by inner functions", (bench) => {
  using _inner = useInnerClock();
  bench.start();
  read();
  bench.end();
});
