import type { OtlpEncoding } from "@otel-deno/otlp";

/** @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests} */
export const CONTENT_TYPES: Readonly<Record<OtlpEncoding, string>> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

/** The form that a media type names, whatever its parameters. */
export function encodingOf(contentType: string | null): OtlpEncoding | undefined {
  switch (contentType?.split(";")[0]?.trim().toLowerCase()) {
    case CONTENT_TYPES.protobuf:
      return "protobuf";
    case CONTENT_TYPES.json:
      return "json";
    default:
      return undefined;
  }
}
