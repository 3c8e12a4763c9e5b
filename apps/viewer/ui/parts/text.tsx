import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatBytes } from "../model/format/format_bytes.ts";
import { visibleText } from "../model/format/visible_text.ts";

/** Beyond so many characters a text is cut, until it is asked for. */
const SHORT = 800;

/** Text from outside, with what is hidden in it made visible. Long text is cut at first. */
export function Text({ children }: { readonly children: string }): JSX.Element {
  const [whole, setWhole] = useState(false);
  if (whole || children.length <= SHORT) return <bdi class="text">{visibleText(children)}</bdi>;
  return (
    <>
      <bdi class="text">{visibleText(children.slice(0, SHORT))}…</bdi>{" "}
      <button type="button" class="link" onClick={() => setWhole(true)}>
        Show all {formatBytes(children.length)}
      </button>
    </>
  );
}
