import type { LoggerProvider } from "@opentelemetry/api";
import type { Config, LoggerConfig, Sink } from "@logtape/logtape";
import { createLogtapeSink } from "./logtape_sink.ts";
import type { ModuleRedirect } from "./module_redirect.ts";
import { withoutConsoleRecords } from "./without_console_records.ts";

type AnyConfig = Config<string, string>;

const SINK = "otel-deno";

/** What takes a configuration as its first argument; the last two since LogTape 2.3. */
const CONFIGURING = ["configure", "configureSync", "withConfig", "withConfigSync"] as const;

/**
 * Adds a sink to every configuration that the application gives to its copy of LogTape, so that
 * each record it logs reaches the OpenTelemetry logs API as well. A later `configure` or `reset`
 * keeps it, as it is added again each time.
 */
export function createLogtapeRedirect(
  loggerProvider: LoggerProvider,
  options: { readonly codeAttributes?: boolean } = {},
): ModuleRedirect {
  const addSink = createSinkAdder(createLogtapeSink(loggerProvider, options));
  return {
    name: "logtape",
    url: /\/@logtape\/logtape\/(?:[^/?]+\/){0,2}mod\.(?:js|ts)$/,
    commonJs: /[/\\]@logtape[/\\]logtape[/\\](?:[^/\\]+[/\\]){0,2}mod\.cjs$/,
    exports: CONFIGURING,
    replace(original) {
      const replaced: Record<string, unknown> = {};
      for (const name of CONFIGURING) {
        const configure = original[name];
        if (typeof configure !== "function") continue;
        replaced[name] = (config: AnyConfig, ...rest: unknown[]) =>
          configure(addSink(config), ...rest);
      }
      return replaced;
    },
  };
}

/** Every logger that is configured gets the sink: one may not inherit the sinks of another. */
function createSinkAdder(sink: Sink): (config: AnyConfig) => AnyConfig {
  // The same each time: LogTape disposes a sink only when no configuration has it any longer.
  const quietSinks = new WeakMap<Sink, Sink>();
  function quieten(original: Sink): Sink {
    if (typeof original !== "function") return original;
    const quiet = quietSinks.get(original) ?? withoutDoubles(original);
    // `getConfig()` gives it to the application, which may configure with it again.
    quietSinks.set(original, quiet).set(quiet, quiet);
    return quiet;
  }

  return (config) => {
    // What is wrong with the configuration is for LogTape to say.
    if (!isConfig(config)) return config;
    const sinks = Object.entries(config.sinks).map(([name, given]) => [name, quieten(given)]);
    const loggers = config.loggers.map((logger): LoggerConfig<string, string> => ({
      ...logger,
      sinks: [...logger.sinks ?? [], SINK],
    }));
    return { ...config, sinks: { ...Object.fromEntries(sinks), [SINK]: sink }, loggers };
  };
}

function isConfig(config: AnyConfig | null | undefined): config is AnyConfig {
  return typeof config?.sinks === "object" && config.sinks !== null &&
    Array.isArray(config.loggers) &&
    config.loggers.every((logger) => typeof logger === "object" && logger !== null) &&
    config.loggers.every(({ sinks }) => sinks === undefined || Array.isArray(sinks));
}

/** A sink that prints with `console.*` must not make a second record, neither now nor later. */
function withoutDoubles(sink: Sink): Sink {
  return new Proxy(sink, {
    apply: (target, self, args) => withoutConsoleRecords(() => Reflect.apply(target, self, args)),
    // To dispose or drain a sink that buffers prints the rest.
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function" || !PRINTING.has(key) || Object.isFrozen(target)) {
        return value;
      }
      return (...args: unknown[]) => withoutConsoleRecords(() => value.apply(target, args));
    },
  });
}

const PRINTING = new Set<string | symbol>([Symbol.dispose, Symbol.asyncDispose, "drain"]);
