/**
 * The dice of the getting-started story: a pure function that makes its own telemetry through the
 * OpenTelemetry API and needs no SDK.
 *
 * @module
 */

export { rollDice, type RollDiceOptions } from "./roll_dice.ts";
