import type { TimeRange } from "../../contract/mod.ts";

/** Of when figures are, and of which run. */
export type FiguresQuery = TimeRange & { readonly run?: string };
