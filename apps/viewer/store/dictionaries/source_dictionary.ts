import {
  encodeTraces,
  type InstrumentationScope,
  type KeyValue,
  type Resource,
} from "@otel-deno/otlp";
import type { SqlConnection } from "../database/sql_connection.ts";
import { attributeToken, propertyToken } from "../index/attribute_token.ts";
import { hashText } from "../index/hash_text.ts";
import { textOfValue } from "../index/text_of_value.ts";

/** Values may be nested as deep as a decoder can be told to take them. */
export const MAX_DEPTH = 256;
const MAX_KNOWN = 10_000;

/** Where items come from. */
export interface Source {
  readonly id: number;
  readonly service: string;
}

/** A resource with its schema URL; of spans, metrics or log records alike. */
export interface ResourceOrigin {
  readonly resource?: Resource | undefined;
  readonly schemaUrl: string;
}

/** A scope with its schema URL. */
export interface ScopeOrigin {
  readonly scope?: InstrumentationScope | undefined;
  readonly schemaUrl: string;
}

/** Numbers resources, scopes and their pairs, and makes their attributes searchable. */
export class SourceDictionary {
  readonly #connection: SqlConnection;
  readonly #resources = new Map<string, { readonly id: number; readonly service: string }>();
  readonly #scopes = new Map<string, number>();
  readonly #sources = new Map<string, Source>();

  constructor(connection: SqlConnection) {
    this.#connection = connection;
  }

  /** Returns the source that a resource and a scope are. */
  find(resourceOrigin: ResourceOrigin, scopeOrigin: ScopeOrigin): Source {
    const resource = this.#resource(resourceOrigin);
    const scope = this.#scope(scopeOrigin);
    const key = `${resource.id},${scope}`;
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const connection = this.#connection;
    const row = connection.get<{ id: number }>(
      "SELECT id FROM sources WHERE resource = ? AND scope = ?",
      resource.id,
      scope,
    );
    const id = row?.id ??
      connection.run("INSERT INTO sources (resource, scope) VALUES (?, ?)", resource.id, scope);
    if (row === undefined) this.#index(id, resourceOrigin, scopeOrigin);
    return remember(this.#sources, key, { id, service: resource.service });
  }

  #resource({ resource, schemaUrl }: ResourceOrigin) {
    const data = encodeTraces(
      { resourceSpans: [{ resource, schemaUrl }] },
      "protobuf",
      { maxDepth: MAX_DEPTH },
    );
    const key = data.toHex();
    const known = this.#resources.get(key);
    if (known !== undefined) return known;
    const service = serviceOf(resource);
    const id = this.#findSame("resources", key) ?? this.#connection.run(
      "INSERT INTO resources (hash, data, service, run, language) VALUES (?, ?, ?, ?, ?)",
      hashText(key),
      data,
      service,
      runOf(resource),
      attribute(resource, "telemetry.sdk.language") ?? "",
    );
    return remember(this.#resources, key, { id, service });
  }

  #scope({ scope, schemaUrl }: ScopeOrigin): number {
    const data = encodeTraces(
      { resourceSpans: [{ scopeSpans: [{ scope, schemaUrl }] }] },
      "protobuf",
      { maxDepth: MAX_DEPTH },
    );
    const key = data.toHex();
    const known = this.#scopes.get(key);
    if (known !== undefined) return known;
    const id = this.#findSame("scopes", key) ?? this.#connection.run(
      "INSERT INTO scopes (hash, data, name) VALUES (?, ?, ?)",
      hashText(key),
      data,
      scope?.name ?? "",
    );
    return remember(this.#scopes, key, id);
  }

  #findSame(table: "resources" | "scopes", hex: string): number | undefined {
    return this.#connection.get<{ id: number }>(
      `SELECT id FROM ${table} WHERE hash = ? AND hex(data) = ?`,
      hashText(hex),
      hex.toUpperCase(),
    )?.id;
  }

  #index(id: number, { resource }: ResourceOrigin, { scope }: ScopeOrigin): void {
    const tokens = new Set([
      propertyToken("service", serviceOf(resource)),
      propertyToken("run", runOf(resource)),
      propertyToken("scope", scope?.name ?? ""),
    ]);
    for (const { key, value } of [...resource?.attributes ?? [], ...scope?.attributes ?? []]) {
      tokens.add(attributeToken(key)).add(attributeToken(key, textOfValue(value)));
    }
    for (const token of tokens) {
      this.#connection.run("INSERT INTO source_tokens VALUES (?, ?)", token, id);
    }
  }
}

function serviceOf(resource: Resource | undefined): string {
  return attribute(resource, "service.name") ?? "unknown_service";
}

function runOf(resource: Resource | undefined): string {
  return attribute(resource, "otel_deno.run.id") ?? attribute(resource, "service.instance.id") ??
    "";
}

function attribute(resource: Resource | undefined, name: string): string | undefined {
  const found = resource?.attributes.find(({ key }: KeyValue) => key === name);
  return found && textOfValue(found.value) || undefined;
}

function remember<T>(known: Map<string, T>, key: string, value: T): T {
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, value);
  return value;
}
