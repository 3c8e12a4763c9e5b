import type { ConfigProblem } from "../config_problem.ts";
import { maskUrl } from "../mask_url.ts";
import { parseGrpcEndpoint } from "../parse/parse_grpc_endpoint.ts";
import { parseHeaders } from "../parse/parse_headers.ts";
import { parseHttpEndpoint } from "../parse/parse_http_endpoint.ts";
import type { Parsed } from "../parse/parsed.ts";
import type { OtlpSignal } from "../resolve/resolve_otlp_exporter.ts";
import { Sourced } from "../sourced.ts";
import type { Tree } from "./mark_file_values.ts";
import { overlay } from "./overlay.ts";

/** Where a part of the model is, and where to tell what is wrong with it. */
export interface CompletionPlace {
  readonly path: string;
  readonly note: (problem: ConfigProblem) => void;
}

/** What holds where the file says nothing. */
export function byDefault<T>(value: T): Sourced<T> {
  return new Sourced<T>(value as Sourced<T>["value"], "default");
}

/**
 * Completes the exporter of a configuration file: the same shape as from the environment, with all
 * defaults, one list of headers, and a gRPC endpoint that has a scheme.
 */
export function completeExporter(
  exporter: Tree,
  signal: OtlpSignal,
  place: CompletionPlace,
): Tree {
  return Object.fromEntries(
    Object.entries(exporter).map(([kind, body]) => [
      kind,
      complete(kind, body as Tree, signal, { ...place, path: `${place.path}.${kind}` }),
    ]),
  );
}

function complete(kind: string, body: Tree, signal: OtlpSignal, place: CompletionPlace): Tree {
  const aggregation = signal === "metrics"
    ? {
      temporality_preference: byDefault("cumulative"),
      default_histogram_aggregation: byDefault("explicit_bucket_histogram"),
    }
    : {};
  const tls = { ca_file: byDefault(null), key_file: byDefault(null), cert_file: byDefault(null) };
  const common = { compression: byDefault("none"), timeout: byDefault(10_000) };
  switch (kind) {
    case "otlp_http":
      return withHeaders(
        overlay(
          {
            endpoint: byDefault(""),
            tls,
            ...common,
            encoding: byDefault("protobuf"),
            ...aggregation,
          },
          withCompression(
            withEndpoint(body, parseHttpEndpoint, `http://localhost:4318/v1/${signal}`, place),
            place,
          ),
        ),
        place,
      );
    case "otlp_grpc": {
      const insecure = plain((body.tls as Tree | undefined)?.insecure) === true;
      const parse = (text: string) => parseGrpcEndpoint(text, { insecure });
      return withHeaders(
        overlay(
          {
            endpoint: byDefault(""),
            tls: { ...tls, insecure: byDefault(false) },
            ...common,
            ...aggregation,
          },
          withCompression(withEndpoint(body, parse, "http://localhost:4317", place), place),
        ),
        place,
      );
    }
    case "otlp_file/development":
      return overlay({ output_stream: byDefault("stdout"), ...aggregation }, body);
    case "zipkin":
      return overlay(
        { timeout: byDefault(10_000) },
        withEndpoint(body, parseHttpEndpoint, "http://localhost:9411/api/v2/spans", place),
      );
    default:
      return body;
  }
}

function withEndpoint(
  body: Tree,
  parse: (text: string) => Parsed<string>,
  fallback: string,
  { path, note }: CompletionPlace,
): Tree {
  const given = plain(body.endpoint);
  if (given === undefined) return { ...body, endpoint: byDefault(fallback) };
  const text = String(given);
  const parsed = parse(text);
  if (parsed.expected !== undefined) {
    const used = parsed.value ?? fallback;
    note({
      setting: `${path}.endpoint`,
      received: maskUrl(text),
      expected: parsed.expected,
      used: maskUrl(used),
    });
    if (parsed.value === undefined) return { ...body, endpoint: byDefault(fallback) };
  }
  const { value } = parsed;
  return { ...body, endpoint: new Sourced(value, "file", maskUrl(value)) };
}

/** The model's schema takes any text; the specification has two. */
function withCompression(body: Tree, { path, note }: CompletionPlace): Tree {
  const given = plain(body.compression);
  if (given === undefined || given === null || given === "gzip" || given === "none") return body;
  note({
    setting: `${path}.compression`,
    received: String(given),
    expected: "gzip or none",
    used: "none",
  });
  return { ...body, compression: byDefault("none") };
}

/** One list of `headers`; its entries win over those of `headers_list`. */
function withHeaders(body: Tree, { path, note }: CompletionPlace): Tree {
  const { headers, headers_list, ...rest } = body;
  const merged = new Map<string, { name: string; value: string }>();
  if (headers_list !== undefined) {
    const parsed = parseHeaders(String(plain(headers_list)));
    if (parsed.expected !== undefined) {
      note({
        setting: `${path}.headers_list`,
        received: "***",
        expected: parsed.expected,
        used: "used" in parsed ? parsed.used : "none of it",
      });
    }
    for (const header of parsed.value ?? []) merged.set(header.name.toLowerCase(), header);
  }
  for (const header of (headers ?? []) as readonly Tree[]) {
    const value = plain(header.value);
    // Without a value the entry is ignored, says the model.
    if (value === undefined) continue;
    const name = String(plain(header.name));
    merged.set(name.toLowerCase(), { name, value: String(value) });
  }
  return {
    ...rest,
    headers: [...merged.values()].map((header) =>
      new Sourced(header, "file", { ...header, value: "***" })
    ),
  };
}

function plain(value: unknown): unknown {
  return value instanceof Sourced ? value.value : value;
}
