import type { JsonResource } from "../../contract/values.ts";

/** The service that a resource names. */
export function serviceOf(resource: JsonResource): string {
  const name = resource.attributes.find(({ key }) => key === "service.name");
  return name?.value.stringValue || "unknown_service";
}
