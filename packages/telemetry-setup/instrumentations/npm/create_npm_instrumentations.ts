import { createRequire } from "node:module";
import type { Instrumentation, InstrumentationProviders } from "../instrumentation.ts";
import { bindMysql2Context } from "./bind_mysql2_context.ts";
import { type NpmBridge, openNpmBridge } from "./npm_bridge.ts";
import { NPM_LIBRARIES, type NpmLibrary } from "./npm_libraries.ts";
import { recordWinstonOnce } from "./record_winston_once.ts";
import { readPackageJson } from "./read_package_json.ts";

/** An object of npm's `@opentelemetry/instrumentation-*`. */
interface NpmInstrumentation {
  setTracerProvider(provider: InstrumentationProviders["tracerProvider"]): void;
  setMeterProvider(provider: InstrumentationProviders["meterProvider"]): void;
  setLoggerProvider?(provider: InstrumentationProviders["loggerProvider"]): void;
  disable(): void;
  /** Reads the version of a package in a way that needs --allow-read. */
  _extractPackageVersion?: (root: string) => string | undefined;
}

/**
 * Makes instrumentations of ours out of the known npm packages that the application lists. They are
 * loaded when they are enabled; the first of them opens the bridge through which they see anything.
 *
 * @param listed For each package that the application depends on, the path of the manifest that says
 * so: it is resolved from there.
 * @param onError Is told what could not be patched, and why; the module stays as it was.
 */
export function createNpmInstrumentations(
  listed: ReadonlyMap<string, string>,
  onError: (module: string, error: unknown) => void,
): readonly Instrumentation[] {
  const useBridge = shareBridge(onError);
  return NPM_LIBRARIES.flatMap((row) => {
    const manifest = listed.get(row.package?.name ?? "");
    const companion = listed.get(row.companion?.name ?? "");
    return manifest === undefined ? [] : [adapt(row, { manifest, companion, useBridge })];
  });
}

type UseBridge = (stack: DisposableStack) => NpmBridge;

function adapt(
  { name, package: npm, companion }: NpmLibrary,
  { manifest, useBridge, ...listed }: {
    readonly manifest: string;
    readonly companion: string | undefined;
    readonly useBridge: UseBridge;
  },
): Instrumentation {
  return {
    name,
    enable(providers) {
      requirePermission();
      using undo = new DisposableStack();
      const bridge = useBridge(undo);
      if (companion !== undefined && listed.companion !== undefined) {
        bridge.resolveFrom.set(companion.name, listed.companion);
      }
      const create = createRequire(manifest)(npm?.name ?? "")[npm?.export ?? ""];
      if (typeof create !== "function") throw new Error(`it exports no ${npm?.export}`);
      // It enables itself; made with `enabled: false`, some never observe anything.
      const instrumentation: NpmInstrumentation = new create();
      undo.defer(() => instrumentation.disable());
      instrumentation.setTracerProvider(providers.tracerProvider);
      instrumentation.setMeterProvider(providers.meterProvider);
      instrumentation.setLoggerProvider?.(providers.loggerProvider);
      if (instrumentation._extractPackageVersion !== undefined) {
        instrumentation._extractPackageVersion = (root) => readPackageJson(root).version;
      }
      if (name === "mysql2") undo.use(bindMysql2Context(bridge.registry));
      if (name === "winston") undo.use(recordWinstonOnce(bridge.registry));
      return undo.move();
    },
  };
}

/** They look at variables as they are loaded, and the user must not be asked for that. */
function requirePermission(): void {
  const variable = "OTEL_SEMCONV_STABILITY_OPT_IN";
  if (Deno.permissions.querySync({ name: "env", variable }).state === "granted") return;
  throw new Error("not permitted; add --allow-env=OTEL_*");
}

/** Open as long as one of them needs it. */
function shareBridge(onError: (module: string, error: unknown) => void): UseBridge {
  let bridge: NpmBridge | undefined;
  let users = 0;
  return (stack) => {
    bridge ??= openNpmBridge({ onError });
    users++;
    stack.defer(() => {
      users--;
      if (users > 0) return;
      bridge?.[Symbol.dispose]();
      bridge = undefined;
    });
    return bridge;
  };
}
