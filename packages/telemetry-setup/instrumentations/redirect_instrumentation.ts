import type {
  Instrumentation,
  InstrumentationConfig,
  InstrumentationProviders,
} from "./instrumentation.ts";
import { type ModuleRedirect, redirectModules } from "./module_redirect.ts";

/**
 * Makes an instrumentation of a redirect: it observes a module of the application that is loaded
 * after it was enabled.
 *
 * @param create Makes the redirect; `undefined` where the
 * configuration leaves nothing to observe.
 */
export function createRedirectInstrumentation(
  name: string,
  create: (
    providers: InstrumentationProviders,
    config: InstrumentationConfig,
  ) => ModuleRedirect | undefined,
): Instrumentation {
  return {
    name,
    enable(providers, config) {
      const redirect = create(providers, config);
      return redirectModules(redirect === undefined ? [] : [redirect]);
    },
  };
}
