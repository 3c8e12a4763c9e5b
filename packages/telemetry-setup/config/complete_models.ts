import type { ConfigurationModel } from "@opentelemetry/configuration";

/**
 * Models in which nothing is left out: those that were resolved, and not made by hand. To find the
 * defaults of all settings takes as long as to resolve what the user asked for.
 */
export const COMPLETE_MODELS: WeakSet<ConfigurationModel> = new WeakSet();
