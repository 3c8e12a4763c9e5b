import { useLayoutEffect } from "preact/hooks";

/** Something that a key does on the page. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it. */
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
}

const registered: Shortcut[][] = [];

/** All that keys do now, for the list that `?` shows. */
export function currentShortcuts(): readonly Shortcut[] {
  return registered.flat();
}

/** Gives keys something to do as long as the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  // Before the next key: one that is pressed at once has to find what the last one changed.
  useLayoutEffect(() => {
    const own = [...shortcuts];
    registered.push(own);
    return () => {
      registered.splice(registered.indexOf(own), 1);
    };
  });
}

/** Listens to the keyboard. Keys that are typed into a field are left alone. */
export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target instanceof HTMLInputElement ||
      event.target instanceof HTMLSelectElement || event.target instanceof HTMLTextAreaElement;
    if (typing) {
      if (event.key === "Escape") (event.target as HTMLElement).blur();
      return;
    }
    // A dialog has the keyboard for itself; the browser closes it with Escape.
    if (document.querySelector("dialog[open]") !== null) return;
    // Enter on a button or a link is theirs.
    if (event.key === "Enter" && (event.target as Element).closest("a, button") !== null) return;
    // What came last is in front: a panel before its page.
    for (const group of registered.toReversed()) {
      const shortcut = group.find(({ key }) => key === event.key);
      if (shortcut === undefined) continue;
      event.preventDefault();
      shortcut.run();
      return;
    }
  });
}
