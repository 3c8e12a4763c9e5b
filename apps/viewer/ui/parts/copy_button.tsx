import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Copies a text; says so for a second. */
export function CopyButton(
  { text, label = "Copy", title }: {
    readonly text: string | (() => string);
    readonly label?: string;
    readonly title?: string;
  },
): JSX.Element {
  const [said, setSaid] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), 1200);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setSaid("Copied");
    } catch {
      // No permission, or a page that is not on a secure origin.
      setSaid("Not allowed");
    }
  };
  return (
    <button type="button" class="small" title={title ?? label} onClick={copy}>
      {said ?? label}
    </button>
  );
}
