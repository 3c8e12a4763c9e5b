// Hot path: runs for every exported span and log record.
import type { Resource } from "@opentelemetry/resources";
import type { ScopeWithAttributes } from "./to_scope.ts";

/** A span or a log record. */
interface Scoped {
  readonly resource: Resource;
  readonly instrumentationScope: ScopeWithAttributes;
}

/**
 * Groups records by resource and scope, as a request has them, in the order of their first record.
 * Both are told apart by identity: the SDK keeps one object for each.
 */
export function groupByScope<T extends Scoped>(
  records: readonly T[],
): ReadonlyMap<Resource, ReadonlyMap<ScopeWithAttributes, readonly T[]>> {
  const groups = new Map<Resource, Map<ScopeWithAttributes, T[]>>();
  for (const record of records) {
    const { resource, instrumentationScope } = record;
    let scopes = groups.get(resource);
    if (scopes === undefined) groups.set(resource, scopes = new Map());
    const group = scopes.get(instrumentationScope);
    if (group === undefined) scopes.set(instrumentationScope, [record]);
    else group.push(record);
  }
  return groups;
}
