import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { visibleText } from "../model/format/visible_text.ts";
import { removeTerm } from "../model/search/edit_search.ts";
import { parseSearch } from "../model/search/parse_search.ts";
import { useShortcuts } from "../state/keyboard.ts";
import { param, setParams } from "../state/router.ts";

/** The search of a page, which is its parameter `q`: what is typed takes effect after a moment. */
export function SearchBox(
  { placeholder, label }: { readonly placeholder: string; readonly label: string },
): JSX.Element {
  const search = param("q") ?? "";
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setTyped((before) => before.trim() === search ? before : search), [search]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcuts([{
    key: "/",
    does: "Search",
    run: () => {
      input.current?.focus();
      input.current?.select();
    },
  }]);
  const apply = (text: string) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setParams({ q: text.trim() }, { replace: true });
  };
  const filters = parseSearch(search).filter(({ key }) => key !== undefined);
  return (
    <div class="search">
      <input
        ref={input}
        type="search"
        value={typed}
        placeholder={placeholder}
        aria-label={label}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => apply(text), 250);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") apply(typed);
        }}
        // A filter that is clicked next is added to what was typed.
        onBlur={() => {
          if (timer.current !== undefined) apply(typed);
        }}
      />
      {filters.length > 0 && (
        <span class="chips">
          {filters.map(({ source, negated }) => (
            <button
              key={source}
              type="button"
              class={negated ? "chip negated" : "chip"}
              title="Take this filter away"
              onClick={() => setParams({ q: removeTerm(search, source) })}
            >
              <bdi>{visibleText(source)}</bdi> ×
            </button>
          ))}
        </span>
      )}
    </div>
  );
}
