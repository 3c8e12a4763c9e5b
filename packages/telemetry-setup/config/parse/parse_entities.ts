import type { Parsed } from "./parsed.ts";

/** Something that a resource belongs to, such as a service or a host. */
export interface Entity {
  /** What it is, such as `host`. */
  readonly type: string;
  /** The attributes that identify it; at least one. */
  readonly id: Readonly<Record<string, string>>;
  /** Attributes that only describe it. */
  readonly description: Readonly<Record<string, string>>;
  /** The schema of its attributes; `null` where none is given. */
  readonly schema_url: string | null;
}

const ENTITY = /^([a-z][\w.-]*)\{([^{}[\]@;]*)\}(?:\[([^{}[\]@;]*)\])?(?:@(.*))?$/is;
const EXPECTED = "entities like type{id=value}[description=value]@schema_url";
const KEY = /^[a-z][\w.-]*$/i;

/**
 * Parses a list of entities: `type{id=value}[description=value]@schema_url;…` with percent-encoded
 * values. What is malformed is left out with a complaint. Of two entities that contradict each
 * other the later one counts.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/entities/entity-propagation/#format-specification}
 *
 * @example Usage
 * ```ts
 * import { parseEntities } from "./parse_entities.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseEntities("host{host.id=h1}[host.name=web%2C1]"), {
 *   value: [{
 *     type: "host",
 *     id: { "host.id": "h1" },
 *     description: { "host.name": "web,1" },
 *     schema_url: null,
 *   }],
 * });
 * ```
 */
export function parseEntities(text: string): Parsed<readonly Entity[]> {
  const faults: string[] = [];
  let entities: Entity[] = [];
  for (const [index, part] of text.split(";").entries()) {
    const place = `entity ${index + 1}`;
    if (part.trim() === "") continue;
    const parsed = parseEntity(part.trim());
    if (typeof parsed === "string") {
      faults.push(`${place}: ${parsed}`);
      continue;
    }
    const { entity, fault } = parsed;
    if (fault !== undefined) faults.push(`${place}: ${fault}`);

    const others = entities.filter((other) => !contradicts(entity, other));
    if (others.length < entities.length) faults.push(`${place}: its type is there already`);
    const cleared = others.map((other) => withoutConflicts(other, entity));
    if (cleared.some((other, at) => other !== others[at])) {
      faults.push(`${place}: contradicts the description of another one`);
    }
    entities = [...cleared, entity];
  }
  if (faults.length === 0) {
    return entities.length === 0 ? { expected: EXPECTED } : { value: entities };
  }
  return {
    value: entities,
    expected: `${EXPECTED} (${faults.join("; ")})`,
    used: entities.length === 0 ? "none of it" : entities.map(({ type }) => type).join(", "),
  };
}

function parseEntity(text: string): { entity: Entity; fault?: string } | string {
  const match = ENTITY.exec(text);
  if (match === null) return "malformed";
  const [, type = "", ids = "", descriptions = "", url] = match;
  const id = parseAttributes(ids);
  const description = parseAttributes(descriptions);
  if (id === undefined || description === undefined) return "malformed attributes";
  if (Object.keys(id).length === 0) return "nothing that identifies it";
  const entity = { type, id, description, schema_url: url ?? null };
  return url !== undefined && !URL.canParse(url)
    ? { entity: { ...entity, schema_url: null }, fault: "its schema is no URL" }
    : { entity };
}

function parseAttributes(text: string): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  for (const pair of text.split(",")) {
    if (pair.trim() === "") continue;
    const [key = "", value, ...more] = pair.split("=").map((part) => part.trim());
    if (!KEY.test(key) || value === undefined || more.length > 0) return undefined;
    try {
      attributes[key] = decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return attributes;
}

/** One type can be identified by one value for each key only. */
function contradicts(later: Entity, earlier: Entity): boolean {
  if (later.type !== earlier.type) return false;
  const keys = Object.keys(later.id).filter((key) => Object.hasOwn(earlier.id, key));
  const same = keys.length === Object.keys(later.id).length &&
    keys.length === Object.keys(earlier.id).length;
  return same || keys.some((key) => later.id[key] !== earlier.id[key]);
}

function withoutConflicts(earlier: Entity, later: Entity): Entity {
  const kept = Object.entries(earlier.description).filter(([key, value]) =>
    !Object.hasOwn(later.description, key) || later.description[key] === value
  );
  return kept.length === Object.keys(earlier.description).length
    ? earlier
    : { ...earlier, description: Object.fromEntries(kept) };
}
