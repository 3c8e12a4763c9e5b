import { context, propagation } from "@opentelemetry/api";
import type { Carrier } from "./hold_messages.ts";

/** The active trace context as text. */
export function activeCarrier(): Carrier {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}
