import type { ConfigurationModel } from "@opentelemetry/configuration";
import { RESOURCE_DETECTOR_NAMES, type ResourceDetectorName } from "./resource_detector_names.ts";

/**
 * The resource detectors that the configuration asks for, in the order in which they run. Without
 * `resource.detection/development` it is all of them, where a file leaves it out, too; with it, those
 * that it names.
 *
 * @see {@link https://github.com/open-telemetry/opentelemetry-configuration}
 *
 * @example
 * ```ts
 * import { enabledDetectors } from "./enabled_detectors.ts";
 * import assert from "node:assert/strict";
 *
 * const detection = { detectors: [{ host: null }] };
 * assert.deepEqual(enabledDetectors({ resource: { "detection/development": detection } }), ["host"]);
 * assert.equal(enabledDetectors({}).length, 7);
 * ```
 */
export function enabledDetectors(config: ConfigurationModel): readonly ResourceDetectorName[] {
  const detection = config.resource?.["detection/development"];
  if (detection === undefined || detection === null) return RESOURCE_DETECTOR_NAMES;
  const named = new Set((detection.detectors ?? []).flatMap((one) => Object.keys(one)));
  return RESOURCE_DETECTOR_NAMES.filter((name) => named.has(name));
}
