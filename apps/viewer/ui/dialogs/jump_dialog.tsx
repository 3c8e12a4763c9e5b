import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { parseTraceReference } from "../model/trace/parse_trace_reference.ts";
import { Dialog } from "../parts/dialog.tsx";
import { jumpDialog } from "../state/dialogs.ts";
import { navigate } from "../state/router.ts";
import { traceUrl } from "../state/trace_url.ts";

/** Goes to the trace of a pasted `traceparent`, trace id or line of a log. */
export function JumpDialog(): JSX.Element {
  const [wrong, setWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const jump = (text: string) => {
    const reference = parseTraceReference(text);
    setWrong(reference === undefined && text.trim() !== "");
    if (reference === undefined) return;
    jumpDialog.value = false;
    navigate(traceUrl(reference.traceId, reference.spanId));
  };
  return (
    <Dialog title="Go to a trace" onClose={() => jumpDialog.value = false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          jump(input.current?.value ?? "");
        }}
      >
        <label>
          A traceparent header, a trace id, or a line with one of them
          <input
            ref={input}
            class="wide mono"
            spellcheck={false}
            autocomplete="off"
            placeholder="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            onPaste={(event) => {
              const text = event.clipboardData?.getData("text") ?? "";
              if (parseTraceReference(text) === undefined) return;
              event.preventDefault();
              jump(text);
            }}
          />
        </label>
        {wrong && <p class="failure" role="alert">There is no trace id in this text</p>}
        <button type="submit" class="primary">Go</button>
      </form>
    </Dialog>
  );
}
