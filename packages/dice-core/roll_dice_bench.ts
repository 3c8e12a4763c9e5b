import { rollDice } from "./mod.ts";

Deno.bench("Math.random() alone", { group: "one roll", baseline: true }, () => {
  Math.floor(Math.random() * 6) + 1;
});

Deno.bench("rollDice() without an SDK", { group: "one roll" }, () => {
  rollDice(1);
});
