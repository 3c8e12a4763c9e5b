import { retry } from "./retry.ts";
import type { Verdict } from "./verdict.ts";

/** What becomes of a request while too many others are being handled. */
export const OVERLOAD: Verdict & { readonly outcome: "retry" } = retry(1000);
