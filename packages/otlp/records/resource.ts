import type { KeyValue } from "./any_value.ts";

/**
 * Who speaks: the process, host or service that records come from.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/resource/data-model/ | Resource data model}
 */
export interface Resource {
  /** What is known about it. */
  readonly attributes: readonly KeyValue[];
  /** How many attributes were left out, an unsigned integer of 32 bits. */
  readonly droppedAttributesCount: number;
  /** Which of the attributes describe which entity. In development. */
  readonly entityRefs: readonly EntityRef[];
}

/** Names the attributes of a resource that identify and describe one entity. In development. */
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
