import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { visibleText } from "../model/format/visible_text.ts";
import { notice } from "../state/dialogs.ts";

/** A short message at the bottom of the page, for some seconds. */
export function NoticeBar(): JSX.Element {
  const text = notice.value;
  useEffect(() => {
    if (text === undefined) return;
    const timer = setTimeout(() => notice.value = undefined, 6000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="notices" role="status">
      {text !== undefined && <span class="notice">{visibleText(text)}</span>}
    </div>
  );
}
