// Hot path: runs for each incoming request.
import { type Context, propagation, type TextMapGetter } from "@opentelemetry/api";
import { firstValue } from "./first_value.ts";

/** Where baggage stands that has a header for each entry. */
export interface BaggageHeaders<Carrier> {
  readonly carrier: Carrier;
  readonly getter: TextMapGetter<Carrier>;
  /** What the header names begin with, in lower case; the rest is the name of the entry. */
  readonly prefix: string;
  /** `undefined` for a value that cannot be read: that entry is passed over. */
  readonly decode: (value: string) => string | undefined;
}

/** The context with the entries found added to its baggage. */
export function withBaggageEntries<Carrier>(
  context: Context,
  { carrier, getter, prefix, decode }: BaggageHeaders<Carrier>,
): Context {
  let baggage = propagation.getBaggage(context);
  for (const key of getter.keys(carrier)) {
    if (key.length === prefix.length || !key.toLowerCase().startsWith(prefix)) continue;
    const value = decode(firstValue(getter, carrier, key) ?? "");
    if (value === undefined) continue;
    baggage = (baggage ?? propagation.createBaggage()).setEntry(key.slice(prefix.length), {
      value,
    });
  }
  return baggage === undefined ? context : propagation.setBaggage(context, baggage);
}
