import type { ResourceDetectorName } from "../config/resource_detector_names.ts";

/** What a detector reads; whatever is not there or not permitted, it does without. */
export interface DetectorNeeds {
  /** Environment variables. None of them holds a secret. */
  readonly env: readonly string[];
  /**
   * Files. Those of `/proc` are not among them: Deno gives them only where everything is permitted.
   */
  readonly read: readonly string[];
}

/** What the detectors read beside what is always read, by their names. */
export const RESOURCE_NEEDS: Readonly<Partial<Record<ResourceDetectorName, DetectorNeeds>>> = {
  host: { env: [], read: ["/etc/machine-id"] },
  os: { env: [], read: ["/etc/os-release"] },
  kubernetes: {
    env: [
      "KUBERNETES_SERVICE_HOST",
      "POD_NAME",
      "K8S_POD_NAME",
      "POD_UID",
      "K8S_POD_UID",
      "POD_NAMESPACE",
      "K8S_NAMESPACE",
      "NODE_NAME",
      "K8S_NODE_NAME",
    ],
    read: ["/var/run/secrets/kubernetes.io/serviceaccount/namespace"],
  },
  cloud: {
    env: [
      "AWS_EXECUTION_ENV",
      "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
      "AWS_LAMBDA_FUNCTION_NAME",
      "AWS_LAMBDA_FUNCTION_VERSION",
      "AWS_LAMBDA_LOG_GROUP_NAME",
      "AWS_LAMBDA_LOG_STREAM_NAME",
      "AWS_REGION",
      "CLOUD_RUN_EXECUTION",
      "CLOUD_RUN_JOB",
      "CLOUD_RUN_TASK_INDEX",
      "CONTAINER_APP_NAME",
      "CONTAINER_APP_REVISION",
      "DENO_DEPLOYMENT_ID",
      "DENO_DEPLOY_APP_SLUG",
      "DENO_REGION",
      "ECS_CONTAINER_METADATA_URI",
      "ECS_CONTAINER_METADATA_URI_V4",
      "FLY_APP_NAME",
      "FLY_MACHINE_ID",
      "FLY_REGION",
      "FUNCTIONS_EXTENSION_VERSION",
      "FUNCTION_TARGET",
      "GAE_INSTANCE",
      "GAE_SERVICE",
      "GAE_VERSION",
      "GOOGLE_CLOUD_PROJECT",
      "HEROKU_APP_ID",
      "HEROKU_APP_NAME",
      "HEROKU_RELEASE_CREATED_AT",
      "HEROKU_RELEASE_VERSION",
      "HEROKU_SLUG_COMMIT",
      "KUBERNETES_SERVICE_HOST",
      "K_CONFIGURATION",
      "K_REVISION",
      "K_SERVICE",
      "REGION_NAME",
      "WEBSITE_INSTANCE_ID",
      "WEBSITE_MEMORY_LIMIT_MB",
      "WEBSITE_OWNER_NAME",
      "WEBSITE_RESOURCE_GROUP",
      "WEBSITE_SITE_NAME",
      "WEBSITE_SLOT_NAME",
    ],
    read: [],
  },
};
