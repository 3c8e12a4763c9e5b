// The JSON schema validator that most others are measured by; takes the draft that the schema names.
import { Ajv2020 } from "ajv/dist/2020.js";
import schema from "./schema/compose-spec.json" with { type: "json" };

// Not strict about the schema: it is not ours.
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);

/**
 * Checks a compose file by the Compose specification's own JSON schema.
 *
 * @param document The parsed YAML
 * @returns What is wrong, a line each: where, and what is expected there
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { validateCompose } from "./validate_compose.ts";
 *
 * assert.deepEqual(validateCompose({ services: { app: { image: "app:1" } } }), []);
 * const [first] = validateCompose({ services: { app: { image: 1 } } });
 * assert.equal(first, "/services/app/image must be string");
 * ```
 */
export function validateCompose(document: unknown): readonly string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty, unevaluatedProperty } = params as Readonly<Record<string, string>>;
    const key = additionalProperty ?? unevaluatedProperty;
    return `${instancePath} ${message}${key === undefined ? "" : `: ${key}`}`;
  });
}
