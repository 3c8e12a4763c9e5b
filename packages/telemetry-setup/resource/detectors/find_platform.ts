import type { AttributeValue } from "@opentelemetry/api";
import type { ReadEnv } from "../../config/read_env.ts";

/** The platform that runs the application. */
export interface Platform {
  /** What the application is called there. */
  readonly serviceName?: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

type Values = Readonly<Record<string, AttributeValue | undefined>>;

/** One platform: what it is found by, and what it tells. */
interface PlatformRow {
  /** Set, and not empty, on this platform only. */
  readonly gate: (env: Read) => boolean;
  readonly serviceName: string | undefined;
  readonly tell: (env: Read) => Values;
}

/** Reads a variable; an empty one is as if it were not set. */
type Read = (name: string) => string | undefined;

const MIB = 1024 * 1024;

/** The first one that is found counts, so those that are built on another one come before it. */
const PLATFORMS: readonly PlatformRow[] = [
  {
    gate: (env) => isSet(env, "DENO_DEPLOYMENT_ID"),
    serviceName: "DENO_DEPLOY_APP_SLUG",
    // The conventions have no values for Deno's cloud.
    tell: (env) => ({
      ...cloud("deno", "deno_deploy", env("DENO_REGION")),
      "faas.name": env("DENO_DEPLOY_APP_SLUG"),
      "faas.version": env("DENO_DEPLOYMENT_ID"),
    }),
  },
  {
    gate: (env) => isSet(env, "AWS_LAMBDA_FUNCTION_NAME"),
    serviceName: "AWS_LAMBDA_FUNCTION_NAME",
    tell: (env) => ({
      ...cloud("aws", "aws_lambda", env("AWS_REGION")),
      "faas.name": env("AWS_LAMBDA_FUNCTION_NAME"),
      "faas.version": env("AWS_LAMBDA_FUNCTION_VERSION"),
      "faas.instance": env("AWS_LAMBDA_LOG_STREAM_NAME"),
      "faas.max_memory": mebibytes(env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")),
      "aws.log.group.names": list(env("AWS_LAMBDA_LOG_GROUP_NAME")),
      "aws.log.stream.names": list(env("AWS_LAMBDA_LOG_STREAM_NAME")),
    }),
  },
  {
    gate: (env) =>
      isSet(env, "ECS_CONTAINER_METADATA_URI_V4") || isSet(env, "ECS_CONTAINER_METADATA_URI"),
    serviceName: undefined,
    tell: (env) => ({
      ...cloud("aws", "aws_ecs", env("AWS_REGION")),
      "aws.ecs.launchtype": /^AWS_ECS_(FARGATE|EC2)$/.exec(env("AWS_EXECUTION_ENV") ?? "")?.[1]
        ?.toLowerCase(),
    }),
  },
  {
    // Knative sets these variables in any cluster, but there are none of Kubernetes on Cloud Run.
    gate: (env) =>
      isSet(env, "K_SERVICE") && isSet(env, "K_CONFIGURATION") &&
      !isSet(env, "KUBERNETES_SERVICE_HOST"),
    serviceName: "K_SERVICE",
    tell: (env) => ({
      ...cloud("gcp", isSet(env, "FUNCTION_TARGET") ? "gcp_cloud_functions" : "gcp_cloud_run"),
      "faas.name": env("K_SERVICE"),
      "faas.version": env("K_REVISION"),
    }),
  },
  {
    gate: (env) => isSet(env, "CLOUD_RUN_JOB"),
    serviceName: "CLOUD_RUN_JOB",
    tell: (env) => ({
      ...cloud("gcp", "gcp_cloud_run"),
      "faas.name": env("CLOUD_RUN_JOB"),
      "gcp.cloud_run.job.execution": env("CLOUD_RUN_EXECUTION"),
      "gcp.cloud_run.job.task_index": integer(env("CLOUD_RUN_TASK_INDEX")),
    }),
  },
  {
    gate: (env) => isSet(env, "GAE_SERVICE"),
    serviceName: "GAE_SERVICE",
    tell: (env) => ({
      ...cloud("gcp", "gcp_app_engine"),
      "cloud.account.id": env("GOOGLE_CLOUD_PROJECT"),
      "faas.name": env("GAE_SERVICE"),
      "faas.version": env("GAE_VERSION"),
      "faas.instance": env("GAE_INSTANCE"),
    }),
  },
  {
    gate: (env) => isSet(env, "WEBSITE_SITE_NAME") && isSet(env, "FUNCTIONS_EXTENSION_VERSION"),
    serviceName: "WEBSITE_SITE_NAME",
    tell: (env) => ({
      ...cloud("azure", "azure.functions", env("REGION_NAME")),
      "cloud.resource_id": azureResourceId(env),
      "faas.name": env("WEBSITE_SITE_NAME"),
      "faas.instance": env("WEBSITE_INSTANCE_ID"),
      "faas.max_memory": mebibytes(env("WEBSITE_MEMORY_LIMIT_MB")),
    }),
  },
  {
    gate: (env) => isSet(env, "WEBSITE_SITE_NAME") && isSet(env, "WEBSITE_INSTANCE_ID"),
    serviceName: "WEBSITE_SITE_NAME",
    tell: (env) => ({
      ...cloud("azure", "azure.app_service", env("REGION_NAME")),
      "cloud.resource_id": azureResourceId(env),
      "host.id": env("WEBSITE_INSTANCE_ID"),
      "deployment.environment.name": env("WEBSITE_SLOT_NAME"),
    }),
  },
  {
    gate: (env) => isSet(env, "CONTAINER_APP_NAME") && isSet(env, "CONTAINER_APP_REVISION"),
    serviceName: "CONTAINER_APP_NAME",
    tell: () => cloud("azure", "azure.container_apps"),
  },
  {
    gate: (env) => isSet(env, "FLY_APP_NAME") && isSet(env, "FLY_MACHINE_ID"),
    serviceName: "FLY_APP_NAME",
    // The conventions have no value for this provider.
    tell: (env) => ({
      "cloud.provider": "fly_io",
      "cloud.region": env("FLY_REGION"),
      "host.id": env("FLY_MACHINE_ID"),
    }),
  },
  {
    gate: (env) => isSet(env, "HEROKU_APP_ID"),
    serviceName: "HEROKU_APP_NAME",
    tell: (env) => ({
      "cloud.provider": "heroku",
      "heroku.app.id": env("HEROKU_APP_ID"),
      "heroku.release.commit": env("HEROKU_SLUG_COMMIT"),
      "heroku.release.creation_timestamp": env("HEROKU_RELEASE_CREATED_AT"),
      "service.version": env("HEROKU_RELEASE_VERSION"),
    }),
  },
];

/**
 * Finds out which platform runs the application, from the variables that it sets. No server is
 * asked: what only a platform's metadata server knows is left out.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/resource/cloud/}
 * @see {@link https://opentelemetry.io/docs/specs/semconv/resource/faas/}
 *
 * @example
 * ```ts
 * import { findPlatform } from "./find_platform.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { FLY_APP_NAME: "dice", FLY_MACHINE_ID: "148e21" };
 * assert.deepEqual(findPlatform((name) => env[name]), {
 *   serviceName: "dice",
 *   attributes: { "cloud.provider": "fly_io", "host.id": "148e21" },
 * });
 * assert.equal(findPlatform(() => undefined), undefined);
 * ```
 */
export function findPlatform(readEnv: ReadEnv): Platform | undefined {
  const env: Read = (name) => readEnv(name)?.trim() || undefined;
  const platform = PLATFORMS.find(({ gate }) => gate(env));
  if (platform === undefined) return undefined;
  const serviceName = platform.serviceName === undefined ? undefined : env(platform.serviceName);
  const attributes = Object.entries(platform.tell(env))
    .filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined);
  return {
    ...serviceName === undefined ? {} : { serviceName },
    attributes: Object.fromEntries(attributes),
  };
}

function isSet(env: Read, name: string): boolean {
  return env(name) !== undefined;
}

function cloud(provider: string, platform: string, region?: string): Values {
  return { "cloud.provider": provider, "cloud.platform": platform, "cloud.region": region };
}

function list(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function mebibytes(text: string | undefined): number | undefined {
  const value = integer(text);
  return value === undefined ? undefined : value * MIB;
}

/** The owner is `SUBSCRIPTION+GROUP-REGIONwebspace`. */
function azureResourceId(env: Read): string | undefined {
  const [subscription, ...rest] = env("WEBSITE_OWNER_NAME")?.split("+") ?? [];
  const group = env("WEBSITE_RESOURCE_GROUP");
  if (!subscription || rest.length === 0 || group === undefined) return undefined;
  return `/subscriptions/${subscription}/resourceGroups/${group}` +
    `/providers/Microsoft.Web/sites/${env("WEBSITE_SITE_NAME")}`;
}
