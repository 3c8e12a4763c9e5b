import { decodeTraces, type ResourceSpans, type ScopeSpans } from "@otel-deno/otlp";
import type { JsonResource, JsonScope } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { DECODE_OPTIONS } from "./decode_options.ts";
import { toJsonResource, toJsonScope } from "./to_json_value.ts";

/** Where items come from, as it was received. */
export interface StoredSource {
  readonly service: string;
  readonly run: string;
  readonly resourceId: number;
  readonly scopeId: number;
  readonly resource: Pick<ResourceSpans, "resource" | "schemaUrl">;
  readonly scope: Pick<ScopeSpans, "scope" | "schemaUrl">;
  readonly jsonResource: JsonResource;
  readonly jsonScope: JsonScope;
}

/** Reads sources, each once. For one query: their numbers may mean others later. */
export class SourceReader {
  readonly #connection: SqlConnection;
  readonly #known = new Map<number, StoredSource>();

  constructor(connection: SqlConnection) {
    this.#connection = connection;
  }

  /** Returns the source with a number. */
  get(id: number): StoredSource {
    let source = this.#known.get(id);
    if (source === undefined) {
      source = this.#read(id);
      this.#known.set(id, source);
    }
    return source;
  }

  #read(id: number): StoredSource {
    const row = this.#connection.get<{
      resourceId: number;
      scopeId: number;
      service: string;
      run: string;
      resource: Uint8Array;
      scope: Uint8Array;
    }>(
      `SELECT r.id AS resourceId, p.id AS scopeId, r.service, r.run, r.data AS resource,
        p.data AS scope FROM sources s JOIN resources r ON r.id = s.resource
        JOIN scopes p ON p.id = s.scope WHERE s.id = ?`,
      id,
    );
    if (row === undefined) throw new Error("Cannot read an item: its source is not there");
    const { resource, schemaUrl } = decodeTraces(row.resource, "protobuf", DECODE_OPTIONS)
      .resourceSpans[0]!;
    const scope = decodeTraces(row.scope, "protobuf", DECODE_OPTIONS)
      .resourceSpans[0]!.scopeSpans[0]!;
    return {
      service: row.service,
      run: row.run,
      resourceId: row.resourceId,
      scopeId: row.scopeId,
      resource: { ...(resource && { resource }), schemaUrl },
      scope: { ...(scope.scope && { scope: scope.scope }), schemaUrl: scope.schemaUrl },
      jsonResource: toJsonResource(resource, schemaUrl),
      jsonScope: toJsonScope(scope.scope, scope.schemaUrl),
    };
  }
}
