/**
 * Uses the processors, in a process that it starts and by itself, and prints what is then read of it.
 *
 * @module
 */
import { readProcessFigures } from "../read_process_figures.ts";
import { readThreadFigures } from "../read_thread_figures.ts";

const WORK = "const end = performance.now() + 300; while (performance.now() < end);";
const before = readProcessFigures(Deno.pid);
await new Deno.Command(Deno.execPath(), { args: ["eval", WORK] }).output();
const between = readProcessFigures(Deno.pid);
const end = performance.now() + 300;
while (performance.now() < end);
const after = readProcessFigures(Deno.pid);
const threads = Object.fromEntries(readThreadFigures(Deno.pid));
console.log(JSON.stringify({ before, between, after, threads }));
