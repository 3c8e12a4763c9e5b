import { effect, signal } from "@preact/signals";

/** Times in UTC in place of the browser's zone. */
export const utc = signal(read("utc") === "true");
/** Logs of a trace between its spans. */
export const inlineLogs = signal(read("inline-logs") !== "false");
/** Whether the system asks for dark colours: canvases are drawn anew when it changes. */
export const dark = signal(matchMedia("(prefers-color-scheme: dark)").matches);

/** Keeps what the user prefers, and follows the system's colours. */
export function startPreferences(): void {
  effect(() => write("utc", String(utc.value)));
  effect(() => write("inline-logs", String(inlineLogs.value)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    dark.value = event.matches;
  });
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`viewer.${name}`);
  } catch {
    // Storage is switched off: preferences last as long as the page.
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`viewer.${name}`, value);
  } catch {
    // As above.
  }
}
