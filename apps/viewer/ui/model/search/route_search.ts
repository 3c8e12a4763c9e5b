import type { RouteFigures } from "../../../contract/services.ts";
import { searchTerm } from "./edit_search.ts";

/** The search for the traces that a route's figures come from. */
export function routeSearch({ service, route }: Pick<RouteFigures, "service" | "route">): string {
  // `GET /rolldice` and `/rolldice` are routes; anything else is the name of spans.
  const key = /^(?:[A-Z_]+ )?\//.test(route) ? "route" : "name";
  return `${searchTerm("service", service)} ${searchTerm(key, route)}`;
}
