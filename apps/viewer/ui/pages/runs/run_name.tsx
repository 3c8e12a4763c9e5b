import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Run } from "../../../contract/runs.ts";

/** The name of a run, which can be typed; what is typed takes effect when the field is left. */
export function RunName(
  { run, onName }: { readonly run: Run; readonly onName: (name: string) => void },
): JSX.Element {
  const given = run.name ?? "";
  const [typed, setTyped] = useState(given);
  useEffect(() => setTyped(given), [given]);
  return (
    <input
      class="run-name"
      value={typed}
      placeholder="Give it a name"
      aria-label={`Name of the run ${run.id}`}
      maxLength={200}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      onBlur={() => {
        if (typed.trim() !== given) onName(typed.trim());
      }}
    />
  );
}
