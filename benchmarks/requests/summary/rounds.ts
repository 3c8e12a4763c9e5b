import type { Measured } from "../measure_variant.ts";

/** What was measured of all variants: by id, one for each round. */
export type Rounds = Readonly<Record<string, readonly Measured[]>>;
