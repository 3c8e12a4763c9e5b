import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatCount } from "../../model/format/format_count.ts";
import { useShortcuts } from "../../state/keyboard.ts";
import { inlineLogs } from "../../state/preferences.ts";
import { param, setParams } from "../../state/router.ts";

const VIEWS = [["", "Waterfall"], ["flame", "Flame"], ["logs", "Logs"]] as const;

/** The views of a trace, the search inside it, and how much is open. */
export function TraceToolbar(
  { matches, position, onStep }: {
    readonly matches: number;
    /** Of the chosen span among the matches, from 1; 0 where it is none. */
    readonly position: number;
    readonly onStep: (direction: 1 | -1) => void;
  },
): JSX.Element {
  const find = param("find") ?? "";
  const view = param("view") ?? "";
  const path = param("path") !== "off";
  return (
    <div class="toolbar">
      <div class="segments" role="group" aria-label="View">
        {VIEWS.map(([value, label]) => (
          <button
            key={value}
            type="button"
            aria-pressed={view === value}
            onClick={() => setParams({ view: value })}
          >
            {label}
          </button>
        ))}
      </div>
      <FindBox onStep={onStep} />
      <span class="muted num" role="status">
        {find !== "" && (position > 0
          ? `${formatCount(position)} of ${formatCount(matches)}`
          : `${formatCount(matches)} found`)}
      </span>
      <div class="segments">
        <button type="button" title="Previous match or error (p)" onClick={() => onStep(-1)}>
          ↑
        </button>
        <button type="button" title="Next match or error (n)" onClick={() => onStep(1)}>↓</button>
      </div>
      {view === "" && (
        <>
          <button
            type="button"
            aria-pressed={path}
            title="The work that decided how long the trace took"
            onClick={() => setParams({ path: path ? "off" : undefined }, { replace: true })}
          >
            Critical path
          </button>
          <button
            type="button"
            aria-pressed={inlineLogs.value}
            title="Logs between the spans, in the order of time (l)"
            onClick={() => inlineLogs.value = !inlineLogs.value}
          >
            Logs inline
          </button>
          <select
            aria-label="Levels that are open"
            value={param("depth") ?? ""}
            onChange={(event) =>
              setParams({ depth: event.currentTarget.value, toggled: undefined })}
          >
            <option value="">All levels</option>
            {[1, 2, 3, 4, 5, 8].map((depth) => (
              <option key={depth} value={depth}>{depth} {depth === 1 ? "level" : "levels"}</option>
            ))}
          </select>
        </>
      )}
      {param("zoom") !== undefined && (
        <button
          type="button"
          class="chip"
          onClick={() => setParams({ zoom: undefined })}
        >
          Part of the time ×
        </button>
      )}
    </div>
  );
}

function FindBox({ onStep }: { readonly onStep: (direction: 1 | -1) => void }): JSX.Element {
  const find = param("find") ?? "";
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(find);
  useEffect(() => setTyped(find), [find]);
  useEffect(() => {
    const timer = setTimeout(() => setParams({ find: typed }, { replace: true }), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  useShortcuts([{ key: "/", does: "Search in the trace", run: () => input.current?.select() }]);
  return (
    <input
      ref={input}
      type="search"
      class="find"
      value={typed}
      placeholder="Find in this trace"
      aria-label="Find in this trace"
      spellcheck={false}
      autocomplete="off"
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
      }}
    />
  );
}
