import type { Resource } from "@opentelemetry/resources";

/**
 * Which attributes of a resource describe which entity: OTLP's `EntityRef`. The SDK's resource has
 * no place for them.
 */
export interface EntityRef {
  /** The schema of the entity, empty where unknown. */
  readonly schemaUrl: string;
  /** The entity's type, such as `service` or `host`. */
  readonly type: string;
  /** Keys of the attributes that identify the entity. */
  readonly idKeys: readonly string[];
  /** Keys of the attributes that describe it and may change. */
  readonly descriptionKeys: readonly string[];
}

const REFS = new WeakMap<Resource, readonly EntityRef[]>();

/** Notes what entities a resource belongs to. */
export function setEntityRefs(resource: Resource, refs: readonly EntityRef[]): void {
  REFS.set(resource, refs);
}

/**
 * The entities that a resource belongs to; none where nobody noted any. Spans, log records and
 * metrics of the SDK carry the very resource that their provider was given, so that encoders find
 * them by it.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/entities/data-model/}
 *
 * @example
 * ```ts
 * import { entityRefsOf, setEntityRefs } from "./entity_refs.ts";
 * import { resourceFromAttributes } from "@opentelemetry/resources";
 * import assert from "node:assert/strict";
 *
 * const resource = resourceFromAttributes({ "host.id": "h1" });
 * assert.deepEqual(entityRefsOf(resource), []);
 * const host = { type: "host", idKeys: ["host.id"], descriptionKeys: [], schemaUrl: "" };
 * setEntityRefs(resource, [host]);
 * assert.deepEqual(entityRefsOf(resource), [host]);
 * ```
 */
export function entityRefsOf(resource: Resource): readonly EntityRef[] {
  return REFS.get(resource) ?? [];
}
