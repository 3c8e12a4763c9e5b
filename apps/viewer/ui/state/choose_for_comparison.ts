import { notice } from "./dialogs.ts";
import { navigate } from "./router.ts";

const KEY = "viewer.compare";

/** Remembers a trace for a comparison; a second one is put beside it. */
export function chooseForComparison(traceId: string, chosen: string): void {
  const first = sessionStorage.getItem(KEY);
  if (first === null || first === traceId) {
    sessionStorage.setItem(KEY, traceId);
    notice.value = chosen;
    return;
  }
  sessionStorage.removeItem(KEY);
  notice.value = undefined;
  navigate(`/traces/${first}/compare/${traceId}`);
}
