import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { api } from "../api/api_client.ts";
import { formatCount } from "../model/format/format_count.ts";
import { formatItems } from "../model/format/format_items.ts";
import { notice } from "../state/dialogs.ts";
import { refreshAll } from "../state/live.ts";

/** Takes files of OTLP JSON lines that are dropped on the page. */
export function DropTarget(): JSX.Element | null {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(true);
    }, { signal });
    document.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) setOver(false);
    }, { signal });
    document.addEventListener("drop", (event) => {
      setOver(false);
      const files = [...event.dataTransfer?.files ?? []];
      if (files.length === 0) return;
      event.preventDefault();
      void importFiles(files);
    }, { signal });
    return () => stop.abort();
  }, []);
  return over ? <div class="drop">Drop OTLP JSON lines to import them</div> : null;
}

async function importFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    notice.value = `Importing ${file.name} …`;
    try {
      const { spans, logs, metricPoints, rejected } = await api.import(file);
      notice.value = `${file.name}: ${formatItems(spans, "span")}, ${
        formatItems(logs, "log record")
      }, ${formatItems(metricPoints, "point")}${
        rejected > 0 ? `, ${formatCount(rejected)} rejected` : ""
      }`;
    } catch (error) {
      notice.value = `${file.name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  refreshAll();
}
