import type { JSX } from "preact";
import { Dialog } from "../parts/dialog.tsx";
import { helpDialog } from "../state/dialogs.ts";
import { currentShortcuts } from "../state/keyboard.ts";

const SEARCHES: readonly (readonly [string, string])[] = [
  ["checkout", "words of names or bodies"],
  ["service:shop", "also name:, route:, run:"],
  ["status:error", "or ok"],
  ["duration>100ms", "or <, with ns, us, ms, s, min"],
  ["http.route:/rolldice", "an attribute of span, log, resource or scope"],
  ["user.id:*", "an attribute that is there"],
  ["-http.route:/health", "without it; also -service:, -name:, -duration>, -level:"],
  ['name:"GET /rolldice"', "quotes around blanks"],
  ["level:warn", "logs: this severe or more"],
  ["trace:4bf9…, span:00f0…", "logs: of a trace or span; also scope:"],
];

/** What keys do, and what can be searched for. */
export function HelpDialog(): JSX.Element {
  const known = new Set<string>();
  const shortcuts = currentShortcuts().filter(({ key }) => !known.has(key) && known.add(key));
  return (
    <Dialog title="Keyboard and search" onClose={() => helpDialog.value = false}>
      <div class="columns">
        <dl class="keys">
          {shortcuts.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{NAMES[key] ?? key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <dl class="keys">
          {SEARCHES.map(([text, meaning]) => (
            <div key={text}>
              <dt>
                <code>{text}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};
