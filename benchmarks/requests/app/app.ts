/**
 * The dice, with the OpenTelemetry API and nothing that is behind it: what is put in front of this
 * decides what becomes of its telemetry.
 *
 * @module
 */
import { emitLog } from "./emit_log.ts";
import { serveDice } from "./serve_dice.ts";

serveDice({ log: emitLog });
