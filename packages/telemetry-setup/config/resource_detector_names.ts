/**
 * The resource detectors that there are, in the order in which they run: of two that find the same
 * attribute, the later one wins. `container`, `host`, `process` and `service` are names of declarative
 * configuration, the others are ours.
 */
export const RESOURCE_DETECTOR_NAMES = [
  "service",
  "process",
  "host",
  "os",
  "container",
  "kubernetes",
  "cloud",
] as const;

/** Name of a resource detector. */
export type ResourceDetectorName = typeof RESOURCE_DETECTOR_NAMES[number];
