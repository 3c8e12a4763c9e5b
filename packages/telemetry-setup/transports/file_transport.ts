import { describeFileError } from "./describe_file_error.ts";
import { createRefusingTransport } from "./refusing_transport.ts";
import type { Transport } from "./transport.ts";

/** Options of {@linkcode createFileTransport}. */
export interface FileTransportOptions {
  /** Told once why nothing is written, where the file cannot be opened. */
  readonly onFailure: (reason: string) => void;
}

/**
 * Appends payloads to a file, at once and whole: nothing is left to flush at exit. The file is made
 * where there is none, also later, when another program has moved it away. Deno is never made to
 * ask the user for a permission.
 *
 * @param file Where to write; a URL with the scheme `file:`.
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/}
 */
export function createFileTransport(file: URL, { onFailure }: FileTransportOptions): Transport {
  const destination = file.href;
  const reason = whyNot(file);
  if (reason !== undefined) {
    onFailure(`Cannot write telemetry to ${destination}: ${reason}`);
    return createRefusingTransport(destination, reason);
  }
  let closed = false;
  return {
    destination,
    send(payload) {
      if (closed) return Promise.resolve({ outcome: "refused", reason: "the transport is closed" });
      try {
        append(file, payload);
        return Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
      } catch (error) {
        return Promise.resolve({ outcome: "refused", reason: describeFileError(error) });
      }
    },
    close() {
      closed = true;
    },
  };
}

function whyNot(file: URL): string | undefined {
  if (file.host !== "") return `"${file.host}" is taken for a host; write file:///path`;
  const { state } = Deno.permissions.querySync({ name: "write", path: file });
  if (state !== "granted") {
    return `not permitted; add --allow-write=${decodeURIComponent(file.pathname)}`;
  }
  try {
    append(file, new Uint8Array());
    return undefined;
  } catch (error) {
    return describeFileError(error);
  }
}

function append(file: URL, payload: Uint8Array): void {
  using opened = Deno.openSync(file, { append: true, create: true });
  for (let offset = 0; offset < payload.length;) {
    offset += opened.writeSync(payload.subarray(offset));
  }
}
