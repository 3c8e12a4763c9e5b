import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CopyButton } from "../parts/copy_button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { sendDialog } from "../state/dialogs.ts";
import { languageSnippets } from "./language_snippets.ts";

/** How to send telemetry here, in each language. */
export function SendDialog(): JSX.Element {
  const snippets = languageSnippets(location.hostname);
  const [chosen, setChosen] = useState(snippets[0]!.language);
  const { note, code } = snippets.find(({ language }) => language === chosen)!;
  return (
    <Dialog title="Send telemetry here" onClose={() => sendDialog.value = false}>
      <div class="tabs" role="tablist" aria-label="Language">
        {snippets.map(({ language }) => (
          <button
            key={language}
            type="button"
            role="tab"
            aria-selected={language === chosen}
            onClick={() => setChosen(language)}
          >
            {language}
          </button>
        ))}
      </div>
      <p>{note}</p>
      <pre class="snippet"><code>{code}</code></pre>
      <CopyButton text={code} />
      <p class="muted">
        OTLP over HTTP (protobuf or JSON) is taken at port 4318, over gRPC at port 4317, unless the
        viewer was started with others. Files of OTLP JSON lines can be dropped anywhere on a page.
      </p>
    </Dialog>
  );
}
