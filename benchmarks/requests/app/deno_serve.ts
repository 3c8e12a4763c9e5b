/**
 * The dice for `deno serve`, with the OpenTelemetry API and nothing that is behind it.
 *
 * @module
 */
import { createDice } from "./create_dice.ts";
import { emitLog } from "./emit_log.ts";

export default createDice({ log: emitLog }).app;
