import type { ComponentChildren, JSX } from "preact";

/** A part of the span's panel that can be closed. */
export function Section(
  { title, count, open = false, children }: {
    readonly title: string;
    readonly count: number;
    readonly open?: boolean;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <details class="section" open={open}>
      <summary>
        {title} <span class="muted num">{count}</span>
      </summary>
      {children}
    </details>
  );
}
