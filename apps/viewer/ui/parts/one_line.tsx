import type { JSX } from "preact";
import { visibleText } from "../model/format/visible_text.ts";

/** Text from outside in a row: one line, at most 400 characters of it. */
export function OneLine(
  { children, class: name }: { readonly children: string; readonly class?: string },
): JSX.Element {
  const short = children.length > 400 ? `${children.slice(0, 400)}…` : children;
  const text = visibleText(short.replaceAll(/\s+/g, " "));
  return <bdi class={`one-line ${name ?? ""}`} title={text}>{text}</bdi>;
}
