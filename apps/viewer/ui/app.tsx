import type { JSX } from "preact";
import { ClearDialog } from "./dialogs/clear_dialog.tsx";
import { HelpDialog } from "./dialogs/help_dialog.tsx";
import { JumpDialog } from "./dialogs/jump_dialog.tsx";
import { SendDialog } from "./dialogs/send_dialog.tsx";
import { ComparePage } from "./pages/compare/compare_page.tsx";
import { LogsPage } from "./pages/logs/logs_page.tsx";
import { MetricsPage } from "./pages/metrics/metrics_page.tsx";
import { RunsPage } from "./pages/runs/runs_page.tsx";
import { ServicesPage } from "./pages/services/services_page.tsx";
import { TracePage } from "./pages/trace/trace_page.tsx";
import { TracesPage } from "./pages/traces/traces_page.tsx";
import { DropTarget } from "./parts/drop_target.tsx";
import { EmptyState } from "./parts/empty_state.tsx";
import { NoticeBar } from "./parts/notice_bar.tsx";
import { TopBar } from "./parts/top_bar.tsx";
import { clearDialog, helpDialog, jumpDialog, sendDialog } from "./state/dialogs.ts";
import { useShortcuts } from "./state/keyboard.ts";
import { paused } from "./state/live.ts";
import { PAGES } from "./state/pages.ts";
import { utc } from "./state/preferences.ts";
import { navigate, pathParts } from "./state/router.ts";

/** The viewer: the bar at the top, a page below it, and windows in front. */
export function App(): JSX.Element {
  useShortcuts([
    ...PAGES.map(({ path, label }, index) => ({
      key: String(index + 1),
      does: label,
      run: () => navigate(path),
    })),
    { key: "?", does: "This help", run: () => helpDialog.value = true },
    {
      key: "g",
      does: "Go to a trace by its id or traceparent",
      run: () => jumpDialog.value = true,
    },
    { key: "s", does: "How to send telemetry here", run: () => sendDialog.value = true },
    { key: ".", does: "Pause or go on", run: () => paused.value = !paused.value },
    { key: "u", does: "UTC or local time", run: () => utc.value = !utc.value },
  ]);
  return (
    <>
      <a class="skip" href="#page">Skip to the page</a>
      <TopBar />
      <main id="page">
        <Page />
      </main>
      {helpDialog.value && <HelpDialog />}
      {sendDialog.value && <SendDialog />}
      {jumpDialog.value && <JumpDialog />}
      {clearDialog.value && <ClearDialog />}
      <DropTarget />
      <NoticeBar />
    </>
  );
}

function Page(): JSX.Element {
  const [page, id, action, other] = pathParts.value;
  switch (page) {
    case undefined:
      return <TracesPage />;
    case "traces":
      if (id === undefined) return <TracesPage />;
      if (action === "compare" && other !== undefined) {
        return <ComparePage before={id} after={other} />;
      }
      return <TracePage key={id} traceId={id} />;
    case "logs":
      return <LogsPage />;
    case "metrics":
      return <MetricsPage metric={id} />;
    case "services":
      return <ServicesPage />;
    case "runs":
      return <RunsPage />;
    default:
      return <EmptyState title="There is no such page" />;
  }
}
