import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api } from "../api/api_client.ts";
import { formatItems } from "../model/format/format_items.ts";
import { Dialog } from "../parts/dialog.tsx";
import { clearDialog, notice } from "../state/dialogs.ts";
import { refreshAll, stats } from "../state/live.ts";

/** Asks before all telemetry is deleted. */
export function ClearDialog(): JSX.Element {
  const [busy, setBusy] = useState(false);
  const now = stats.value;
  const close = () => clearDialog.value = false;
  const clear = async () => {
    setBusy(true);
    try {
      await api.clear();
      notice.value = "All telemetry was deleted";
      stats.value = await api.stats(new AbortController().signal);
      refreshAll();
    } catch (error) {
      notice.value = error instanceof Error ? error.message : String(error);
    }
    close();
  };
  return (
    <Dialog title="Delete all telemetry?" onClose={close}>
      <p>
        {now === undefined
          ? "All traces, logs, metrics and runs"
          : `${formatItems(now.spans, "span")}, ${formatItems(now.logs, "log record")} and ${
            formatItems(now.metricPoints, "point")
          } of metrics`} are deleted, pinned runs too. This cannot be undone.
      </p>
      <p>
        <a href={api.exportUrl({})} download="telemetry.jsonl">Export them first</a>
      </p>
      <div class="buttons">
        <button type="button" onClick={close}>Keep</button>
        <button type="button" class="danger" disabled={busy} onClick={clear}>Delete all</button>
      </div>
    </Dialog>
  );
}
