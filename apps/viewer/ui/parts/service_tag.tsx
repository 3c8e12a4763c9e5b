import type { JSX } from "preact";
import { serviceColour } from "../state/service_colour.ts";
import { OneLine } from "./one_line.tsx";

/** The name of a service with its colour. */
export function ServiceTag(
  { name, count }: { readonly name: string; readonly count?: number },
): JSX.Element {
  return (
    <span class="service">
      <span class="dot" style={{ background: serviceColour(name) }} />
      <OneLine>{name}</OneLine>
      {count !== undefined && <span class="muted num">{count}</span>}
    </span>
  );
}
