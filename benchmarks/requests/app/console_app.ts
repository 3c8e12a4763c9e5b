/**
 * The dice for Deno's own OpenTelemetry. It takes log records from `console` only.
 *
 * @module
 */
import { serveDice } from "./serve_dice.ts";

serveDice({ log: (line) => console.warn(line) });
