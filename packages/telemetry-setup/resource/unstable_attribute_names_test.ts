import * as incubating from "@opentelemetry/semantic-conventions/incubating";
import assert from "node:assert/strict";
import { findPlatform } from "./detectors/find_platform.ts";
import { RESOURCE_NEEDS } from "./resource_needs.ts";
import * as copied from "./unstable_attribute_names.ts";

const NAMES: Readonly<Record<string, unknown>> = incubating;
const values = (prefix: string) =>
  new Set(Object.entries(NAMES).filter(([key]) => key.startsWith(prefix)).map(([, name]) => name));

Deno.test("unstable_attribute_names has the names of the conventions", () => {
  const { SCHEMA_URL: _, ...names } = copied;
  for (const [key, name] of Object.entries(names)) assert.equal(name, NAMES[key], key);
});

Deno.test("findPlatform() uses names of the conventions, and of their values all that there are", () => {
  const attributeNames = values("ATTR_");
  const providers = new Set([...values("CLOUD_PROVIDER_VALUE_"), "deno", "fly_io"]);
  const platforms = new Set([...values("CLOUD_PLATFORM_VALUE_"), "deno_deploy", undefined]);
  const gates = ["DENO_DEPLOYMENT_ID", "AWS_LAMBDA", "ECS_", "K_", "CLOUD_RUN", "GAE_", "WEBSITE_"]
    .concat(["CONTAINER_APP_", "FLY_", "HEROKU_"]);
  for (const gate of gates) {
    const isOfGate = (name: string) =>
      name.startsWith(gate) && RESOURCE_NEEDS.cloud!.env.includes(name);
    const { attributes } = findPlatform((name) => isOfGate(name) ? "1" : undefined) ?? {};
    assert.ok(attributes !== undefined, gate);
    assert.deepEqual(Object.keys(attributes).filter((name) => !attributeNames.has(name)), []);
    assert.ok(providers.has(attributes["cloud.provider"]), gate);
    assert.ok(platforms.has(attributes["cloud.platform"]), gate);
  }
});
