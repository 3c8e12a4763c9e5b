import { createRefusingTransport } from "./refusing_transport.ts";
import type { Transport } from "./transport.ts";

/** Options of {@linkcode createFileTransport}. */
export interface FileTransportOptions {
  /** Told once why nothing is written, where the file cannot be opened. */
  readonly onFailure: (reason: string) => void;
}

/**
 * Appends payloads to a file, at once and whole: nothing is left to flush at exit. The file is made
 * where there is none yet. Deno is never made to ask the user for a permission.
 *
 * @param file Where to write; a URL with the scheme `file:`.
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/}
 */
export function createFileTransport(file: URL, { onFailure }: FileTransportOptions): Transport {
  const destination = file.href;
  const opened = open(file);
  if (typeof opened === "string") {
    onFailure(`Cannot write telemetry to ${destination}: ${opened}`);
    return createRefusingTransport(destination, opened);
  }
  let closed = false;
  return {
    destination,
    send(payload) {
      if (closed) return Promise.resolve({ outcome: "refused", reason: "the transport is closed" });
      try {
        for (let offset = 0; offset < payload.length;) {
          offset += opened.writeSync(payload.subarray(offset));
        }
        return Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
      } catch (error) {
        return Promise.resolve({ outcome: "refused", reason: describe(error) });
      }
    },
    close() {
      if (!closed) opened.close();
      closed = true;
    },
  };
}

function open(file: URL): Deno.FsFile | string {
  if (file.host !== "") return `"${file.host}" is taken for a host; write file:///path`;
  const { state } = Deno.permissions.querySync({ name: "write", path: file });
  if (state !== "granted") return `not permitted; add --allow-write=${toPath(file)}`;
  try {
    return Deno.openSync(file, { append: true, create: true });
  } catch (error) {
    return describe(error);
  }
}

function toPath(file: URL): string {
  return decodeURIComponent(file.pathname);
}

/** Deno puts the path and a number behind the reason. */
function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ \(os error \d+\).*$/s, "");
}
