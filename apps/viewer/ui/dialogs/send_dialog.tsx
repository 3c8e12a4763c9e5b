import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ReceiverInfo } from "../../contract/receiver_info.ts";
import { api } from "../api/api_client.ts";
import { CopyButton } from "../parts/copy_button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { LoadError } from "../parts/load_error.tsx";
import { sendDialog } from "../state/dialogs.ts";
import { useLoad } from "../state/use_load.ts";
import { languageSnippets } from "./language_snippets.ts";

/** How to send telemetry here, in each language. */
export function SendDialog(): JSX.Element {
  const { data, error, reload } = useLoad({ key: "receiver", load: api.receiver });
  return (
    <Dialog title="Send telemetry here" onClose={() => sendDialog.value = false}>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data !== undefined && <Snippets receiver={data} />}
    </Dialog>
  );
}

function Snippets({ receiver }: { readonly receiver: ReceiverInfo }): JSX.Element {
  const snippets = languageSnippets(location.hostname, receiver);
  const [chosen, setChosen] = useState(snippets[0]!.language);
  const { note, code } = snippets.find(({ language }) => language === chosen)!;
  return (
    <>
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
        OTLP over HTTP (protobuf or JSON) is taken at port {receiver.httpPort}, over gRPC at port
        {" "}
        {receiver.grpcPort}. Files of OTLP JSON lines can be dropped anywhere on a page.
      </p>
      {receiver.needsToken && (
        <p class="muted">TOKEN stands for what the viewer has printed as it started.</p>
      )}
    </>
  );
}
