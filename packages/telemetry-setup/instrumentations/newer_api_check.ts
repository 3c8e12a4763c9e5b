import { diag, type MeterProvider } from "@opentelemetry/api";
import type { ModuleRedirect } from "./module_redirect.ts";

const NEWER = "Cannot record what the application does with its own copy of @opentelemetry/api: " +
  "it is newer than ours and finds nothing that an older one registered; use 1.10";

/**
 * Says so, once, where the application brings a copy of the API that does not see our providers. A
 * copy of an older minor version sees them. A newer one does not, by its own rule, as it may call
 * what our SDK has not got; all it does would be lost without a word.
 *
 * It changes nothing: the application gets the module's own exports. A copy that is `require`d is
 * not noticed.
 *
 * @param meterProvider The one that is registered; a copy that sees it returns that very object.
 */
export function createNewerApiCheck(meterProvider: MeterProvider): ModuleRedirect {
  let told = false;
  return {
    name: "opentelemetry-api",
    url: /\/@opentelemetry\/api\/(?:\d[^/]*\/)?(?:build\/\w+|dist)\/index\.[mc]?js$/,
    exports: ["default"],
    replace(original) {
      // API 1.0 to 1.2 has no metrics; it is older in any case.
      const metrics = original["metrics"] as { getMeterProvider(): MeterProvider } | undefined;
      if (!told && metrics !== undefined && metrics.getMeterProvider() !== meterProvider) {
        told = true;
        diag.warn(NEWER);
      }
      return original;
    },
  };
}
