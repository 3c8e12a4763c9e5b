import type { JSX } from "preact";
import { formatBytes } from "../model/format/format_bytes.ts";
import { formatCount } from "../model/format/format_count.ts";
import { formatItems } from "../model/format/format_items.ts";
import { clearDialog, helpDialog, jumpDialog, sendDialog } from "../state/dialogs.ts";
import { connected, paused, refreshAll, stats } from "../state/live.ts";
import { PAGES } from "../state/pages.ts";
import { utc } from "../state/preferences.ts";
import { pathParts } from "../state/router.ts";

/** The pages, whether updates come, what is stored, and what concerns all pages. */
export function TopBar(): JSX.Element {
  const current = pathParts.value[0] ?? "traces";
  return (
    <header class="top">
      <nav aria-label="Pages">
        {PAGES.map(({ path, label }) => (
          <a key={path} href={path} aria-current={path === `/${current}` ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <div class="top-tools">
        <Totals />
        <LiveButton />
        <button
          type="button"
          title="Change between UTC and local time"
          onClick={() => utc.value = !utc.value}
        >
          {utc.value ? "UTC" : "Local"}
        </button>
        <button
          type="button"
          onClick={() => jumpDialog.value = true}
          title="Go to a trace by its id"
        >
          Go to…
        </button>
        <button type="button" onClick={() => sendDialog.value = true}>Send here</button>
        <button type="button" onClick={() => clearDialog.value = true}>Clear</button>
        <button
          type="button"
          class="icon"
          aria-label="Keyboard and search"
          onClick={() => helpDialog.value = true}
        >
          ?
        </button>
      </div>
    </header>
  );
}

function Totals(): JSX.Element | null {
  const now = stats.value;
  if (now === undefined) return null;
  const parts = [
    formatItems(now.spans, "span"),
    formatItems(now.logs, "log"),
    formatItems(now.metricPoints, "point"),
    formatBytes(now.bytes),
  ];
  if (now.dropped > 0) parts.push(`${formatCount(now.dropped)} dropped`);
  return <span class="totals muted num" title="What is stored">{parts.join(" · ")}</span>;
}

function LiveButton(): JSX.Element {
  if (!connected.value) {
    return <span class="live away" title="The viewer does not answer">● Away</span>;
  }
  return (
    <button
      type="button"
      class={paused.value ? "live held" : "live"}
      aria-pressed={paused.value}
      title={paused.value ? "Show what is new again" : "Keep what is shown"}
      onClick={() => {
        paused.value = !paused.value;
        if (!paused.value) refreshAll();
      }}
    >
      {paused.value ? "❚❚ Paused" : "● Live"}
    </button>
  );
}
