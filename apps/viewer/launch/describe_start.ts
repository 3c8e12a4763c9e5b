import type { Viewer } from "./start_viewer.ts";

/** The lines that tell where the viewer is and how to send to it. */
export function describeStart(
  { url, otlpHttp, otlpGrpc }: Pick<Viewer, "url" | "otlpHttp" | "otlpGrpc">,
  { token, showToken }: {
    readonly token: string | undefined;
    /** Whether to print it: one that was made up is known to nobody else. */
    readonly showToken: boolean;
  },
): string {
  const lines = [
    `viewer is ready on ${url}/${token !== undefined && showToken ? `?token=${token}` : ""}`,
    `OTLP: ${otlpHttp} (HTTP), ${otlpGrpc} (gRPC)`,
  ];
  if (token !== undefined) {
    const value = showToken ? token : "TOKEN";
    lines.push(
      `Senders need OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${value}`,
    );
  }
  return lines.map((line) => `${line}\n`).join("");
}
