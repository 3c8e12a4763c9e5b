import { BadRequest } from "../request/bad_request.ts";
import { QueryReader } from "../request/query_reader.ts";

/** Milliseconds to nanoseconds, as text that stands in a query. */
export const MILLIS: (value: number) => string = (value) => String(Math.round(value * 1e6));
/** Minutes before now to nanoseconds since the epoch. */
export const MINUTES_AGO: (value: number) => string = (value) =>
  String(BigInt(Math.round(Date.now() - value * 60_000)) * 1_000_000n);

/** How an argument becomes a parameter. */
export interface Parameter {
  readonly name: string;
  readonly convert?: (value: number) => string;
}

/**
 * The arguments of a tool as a query of the API, so that both are read by the same rules.
 *
 * @param parameters By the arguments' names.
 * @throws {BadRequest} If an argument is unknown, or no text, number or list of texts.
 */
export function toQuery(
  args: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, Parameter>>,
): QueryReader {
  const query = new URLSearchParams();
  for (const [argument, value] of Object.entries(args)) {
    if (value === undefined || value === null) continue;
    const parameter = Object.hasOwn(parameters, argument) ? parameters[argument] : undefined;
    if (parameter === undefined) {
      throw new BadRequest(`Cannot use argument ${argument.slice(0, 60)}: it is unknown`);
    }
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "number" && parameter.convert !== undefined) {
        query.append(parameter.name, parameter.convert(one));
      } else if (parameter.convert === undefined && ["string", "number"].includes(typeof one)) {
        query.append(parameter.name, String(one));
      } else {
        throw new BadRequest(`Cannot use argument ${argument}: it has another type`);
      }
    }
  }
  return new QueryReader(query);
}
