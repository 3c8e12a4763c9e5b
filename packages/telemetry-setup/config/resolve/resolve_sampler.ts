import type { SamplerConfigModel } from "@opentelemetry/configuration";
import type { EnvSettings } from "../create_env_settings.ts";
import { maskUrl } from "../mask_url.ts";
import { parseNamedArguments } from "../parse/parse_named_arguments.ts";
import { parseRatio } from "../parse/parse_ratio.ts";
import { type Setting, Sourced, type WithSources } from "../sourced.ts";

type SamplerTree = WithSources<SamplerConfigModel>;

type RatioModel = NonNullable<SamplerConfigModel["trace_id_ratio_based"]>;
type JaegerModel = NonNullable<SamplerConfigModel["jaeger_remote/development"]>;

/** What asks a Jaeger backend how much to sample. */
interface JaegerArguments {
  readonly endpoint: string;
  readonly interval: number;
  readonly ratio: number;
}

/** What asks AWS X-Ray how much to sample. */
interface XrayArguments {
  readonly endpoint: string;
  readonly interval: number;
}

const ARGUMENT = "OTEL_TRACES_SAMPLER_ARG";
const JAEGER_DEFAULTS: JaegerArguments = {
  endpoint: "http://localhost:14250",
  interval: 60_000,
  ratio: 0.001,
};
const JAEGER_ARGUMENTS = {
  endpoint: { key: "endpoint", as: "url", default: JAEGER_DEFAULTS.endpoint },
  pollingIntervalMs: { key: "interval", as: "integer", default: JAEGER_DEFAULTS.interval },
  initialSamplingRate: { key: "ratio", as: "ratio", default: JAEGER_DEFAULTS.ratio },
} as const;
const XRAY_DEFAULTS: XrayArguments = { endpoint: "http://localhost:2000", interval: 300_000 };
const XRAY_ARGUMENTS = {
  endpoint: { key: "endpoint", as: "url", default: XRAY_DEFAULTS.endpoint },
  // In seconds, as the X-Ray samplers of other languages have it.
  polling_interval: {
    key: "interval",
    as: "integer",
    default: XRAY_DEFAULTS.interval,
    factor: 1000,
  },
} as const;

/**
 * Resolves which spans are recorded. Beside the model's own samplers there is the plug-in `xray`,
 * with `endpoint` and `interval` in milliseconds.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration}
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "../create_env_settings.ts";
 * import { resolveSampler } from "./resolve_sampler.ts";
 * import { separateSources } from "../separate_sources.ts";
 * import assert from "node:assert/strict";
 *
 * const settings = createEnvSettings(() => undefined);
 * assert.deepEqual(separateSources(resolveSampler(settings)).value, {
 *   parent_based: { root: { always_on: {} } },
 * });
 * ```
 */
export function resolveSampler(settings: EnvSettings): SamplerTree {
  const chosen = settings.choice("OTEL_TRACES_SAMPLER");
  const name = chosen.value.replace("parentbased_", "");
  const sampler = create(name, chosen, settings);
  return chosen.value.startsWith("parentbased_") ? { parent_based: { root: sampler } } : sampler;
}

function create(name: string, { source }: Setting<string>, settings: EnvSettings): SamplerTree {
  switch (name) {
    case "traceidratio": {
      const ratio = settings.read(ARGUMENT, {
        parse: parseRatio,
        fallback: (): Setting<number> => ({ value: 1, source: "default" }),
      });
      return {
        trace_id_ratio_based: new Sourced<RatioModel>({ ratio: Sourced.of(ratio) }, source, {}),
      };
    }
    case "jaeger_remote": {
      const { value, source: from } = readArguments(settings, JAEGER_ARGUMENTS, JAEGER_DEFAULTS);
      const model: WithSources<JaegerModel> = {
        endpoint: new Sourced(value.endpoint, from, maskUrl(value.endpoint)),
        interval: new Sourced(value.interval, from),
        initial_sampler: { trace_id_ratio_based: { ratio: new Sourced(value.ratio, from) } },
      };
      return { "jaeger_remote/development": new Sourced<JaegerModel>(model, source, {}) };
    }
    case "xray": {
      const { value, source: from } = readArguments(settings, XRAY_ARGUMENTS, XRAY_DEFAULTS);
      const model: WithSources<XrayArguments> = {
        endpoint: new Sourced(value.endpoint, from, maskUrl(value.endpoint)),
        interval: new Sourced(value.interval, from),
      };
      return { xray: new Sourced<XrayArguments>(model, source, {}) };
    }
    default:
      settings.read(ARGUMENT, {
        parse: () => ({ expected: `nothing, because the sampler ${name} takes no argument` }),
        fallback: (): Setting<undefined> => ({ value: undefined, source: "default" }),
        describe: () => "nothing",
      });
      return { [name]: new Sourced({}, source) };
  }
}

function readArguments<T extends object>(
  settings: EnvSettings,
  known: Parameters<typeof parseNamedArguments<T>>[1],
  defaults: T,
): Setting<T> {
  return settings.read<T>(ARGUMENT, {
    parse: (text) => parseNamedArguments<T>(text, known),
    fallback: () => ({ value: defaults, source: "default" }),
    describe: () => "the defaults",
  });
}
