import type { ComponentChildren, JSX } from "preact";
import { sendDialog } from "../state/dialogs.ts";
import { CopyButton } from "./copy_button.tsx";

/** What is said where nothing is to be seen, and the command that changes that. */
export function EmptyState(
  { title, command, children }: {
    readonly title: string;
    readonly command?: string;
    readonly children?: ComponentChildren;
  },
): JSX.Element {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {command !== undefined && (
        <>
          <div class="command">
            <code>{command}</code>
            <CopyButton text={command} />
          </div>
          <p>
            <button type="button" class="link" onClick={() => sendDialog.value = true}>
              How to send from your own program
            </button>
          </p>
        </>
      )}
    </div>
  );
}
