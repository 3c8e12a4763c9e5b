import type { ComponentChildren, JSX } from "preact";

/** A part of the span's panel that can be closed. */
export function Section(
  { title, count, open = false, children }: {
    readonly title: string;
    /** How many there are in it. @default that is not said */
    readonly count?: number;
    readonly open?: boolean;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <details class="section" open={open}>
      <summary>
        {title} {count !== undefined && <span class="muted num">{count}</span>}
      </summary>
      {children}
    </details>
  );
}
