import type { JSX } from "preact";

/** How much something changed, in percent: red where more is worse, and more than noise. */
export function Change(
  { before, after }: { readonly before: number | undefined; readonly after: number | undefined },
): JSX.Element {
  if (before === undefined) return <span class="muted">new</span>;
  if (after === undefined) return <span class="muted">gone</span>;
  if (before === 0) return <span class="muted">{after === 0 ? "0 %" : "new"}</span>;
  const percent = ((after - before) / before) * 100;
  const text = `${percent > 0 ? "+" : ""}${percent.toFixed(Math.abs(percent) < 10 ? 1 : 0)} %`;
  return <span class={percent > 10 ? "worse" : percent < -10 ? "better" : "muted"}>{text}</span>;
}
