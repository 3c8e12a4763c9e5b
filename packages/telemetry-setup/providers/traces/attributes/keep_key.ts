// Hot path: runs for every attribute.
import type { Guard } from "../../guard/guard.ts";
import { repairKey } from "../../guard/repair_value.ts";

/** Returns a key that an object can have of its own; another one than a text becomes its text. */
export function keepKey(key: unknown, guard: Guard): string {
  if (typeof key !== "string") return guard.text(key as string);
  if (key !== "__proto__") return key;
  guard.leaveOut();
  return repairKey(key, { count: 0 });
}
