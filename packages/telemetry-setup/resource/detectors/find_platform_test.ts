import assert from "node:assert/strict";
import { RESOURCE_NEEDS } from "../resource_needs.ts";
import { findPlatform } from "./find_platform.ts";

const MIB_512 = 536_870_912;

for (
  const [name, env, serviceName, attributes] of [
    [
      "Deno Deploy",
      {
        DENO_DEPLOYMENT_ID: "k2x9",
        DENO_DEPLOY_APP_SLUG: "dice",
        DENO_REGION: "europe-west4",
      },
      "dice",
      {
        "cloud.provider": "deno",
        "cloud.platform": "deno_deploy",
        "cloud.region": "europe-west4",
        "faas.name": "dice",
        "faas.version": "k2x9",
      },
    ],
    [
      "AWS Lambda",
      {
        AWS_LAMBDA_FUNCTION_NAME: "roll",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
        AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/roll",
        AWS_LAMBDA_LOG_STREAM_NAME: "2026/11/22/[$LATEST]abc",
        AWS_REGION: "eu-central-1",
      },
      "roll",
      {
        "cloud.provider": "aws",
        "cloud.platform": "aws_lambda",
        "cloud.region": "eu-central-1",
        "faas.name": "roll",
        "faas.version": "$LATEST",
        "faas.instance": "2026/11/22/[$LATEST]abc",
        "faas.max_memory": MIB_512,
        "aws.log.group.names": ["/aws/lambda/roll"],
        "aws.log.stream.names": ["2026/11/22/[$LATEST]abc"],
      },
    ],
    [
      "AWS Lambda that says little",
      {
        AWS_LAMBDA_FUNCTION_NAME: "roll",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "much",
      },
      "roll",
      {
        "cloud.provider": "aws",
        "cloud.platform": "aws_lambda",
        "faas.name": "roll",
      },
    ],
    [
      "ECS on Fargate",
      {
        ECS_CONTAINER_METADATA_URI_V4: "http://169.254.170.2/v4/1",
        AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
        AWS_REGION: "us-east-1",
      },
      undefined,
      {
        "cloud.provider": "aws",
        "cloud.platform": "aws_ecs",
        "cloud.region": "us-east-1",
        "aws.ecs.launchtype": "fargate",
      },
    ],
    [
      "ECS on EC2",
      {
        ECS_CONTAINER_METADATA_URI: "http://169.254.170.2/v3/1",
        AWS_EXECUTION_ENV: "AWS_ECS_EC2",
      },
      undefined,
      {
        "cloud.provider": "aws",
        "cloud.platform": "aws_ecs",
        "aws.ecs.launchtype": "ec2",
      },
    ],
    [
      "Cloud Run",
      {
        K_SERVICE: "dice",
        K_REVISION: "dice-00002-abc",
        K_CONFIGURATION: "dice",
      },
      "dice",
      {
        "cloud.provider": "gcp",
        "cloud.platform": "gcp_cloud_run",
        "faas.name": "dice",
        "faas.version": "dice-00002-abc",
      },
    ],
    [
      "Cloud Functions",
      {
        K_SERVICE: "roll",
        K_REVISION: "2",
        K_CONFIGURATION: "roll",
        FUNCTION_TARGET: "main",
      },
      "roll",
      {
        "cloud.provider": "gcp",
        "cloud.platform": "gcp_cloud_functions",
        "faas.name": "roll",
        "faas.version": "2",
      },
    ],
    [
      "a job of Cloud Run",
      {
        CLOUD_RUN_JOB: "tally",
        CLOUD_RUN_EXECUTION: "tally-x1",
        CLOUD_RUN_TASK_INDEX: "0",
      },
      "tally",
      {
        "cloud.provider": "gcp",
        "cloud.platform": "gcp_cloud_run",
        "faas.name": "tally",
        "gcp.cloud_run.job.execution": "tally-x1",
        "gcp.cloud_run.job.task_index": 0,
      },
    ],
    [
      "App Engine",
      {
        GAE_SERVICE: "default",
        GAE_VERSION: "v3",
        GAE_INSTANCE: "aef-1",
        GOOGLE_CLOUD_PROJECT: "games",
      },
      "default",
      {
        "cloud.provider": "gcp",
        "cloud.platform": "gcp_app_engine",
        "cloud.account.id": "games",
        "faas.name": "default",
        "faas.version": "v3",
        "faas.instance": "aef-1",
      },
    ],
    [
      "Azure App Service",
      {
        WEBSITE_SITE_NAME: "dice",
        WEBSITE_INSTANCE_ID: "9f",
        WEBSITE_OWNER_NAME: "1111-2222+games-WestEuropewebspace-Linux",
        WEBSITE_RESOURCE_GROUP: "games",
        WEBSITE_SLOT_NAME: "Production",
        REGION_NAME: "West Europe",
      },
      "dice",
      {
        "cloud.provider": "azure",
        "cloud.platform": "azure.app_service",
        "cloud.region": "West Europe",
        "cloud.resource_id":
          "/subscriptions/1111-2222/resourceGroups/games/providers/Microsoft.Web/sites/dice",
        "host.id": "9f",
        "deployment.environment.name": "Production",
      },
    ],
    [
      "Azure Functions",
      {
        WEBSITE_SITE_NAME: "roll",
        WEBSITE_INSTANCE_ID: "9f",
        WEBSITE_MEMORY_LIMIT_MB: "512",
        WEBSITE_OWNER_NAME: "no-plus",
        FUNCTIONS_EXTENSION_VERSION: "~4",
      },
      "roll",
      {
        "cloud.provider": "azure",
        "cloud.platform": "azure.functions",
        "faas.name": "roll",
        "faas.instance": "9f",
        "faas.max_memory": MIB_512,
      },
    ],
    [
      "Azure Container Apps",
      {
        CONTAINER_APP_NAME: "dice",
        CONTAINER_APP_REVISION: "dice--1",
      },
      "dice",
      { "cloud.provider": "azure", "cloud.platform": "azure.container_apps" },
    ],
    ["Fly", { FLY_APP_NAME: "dice", FLY_MACHINE_ID: "148e21", FLY_REGION: "ams" }, "dice", {
      "cloud.provider": "fly_io",
      "cloud.region": "ams",
      "host.id": "148e21",
    }],
    [
      "Heroku",
      {
        HEROKU_APP_ID: "2daa2797",
        HEROKU_APP_NAME: "dice",
        HEROKU_RELEASE_CREATED_AT: "2026-11-22T10:00:00Z",
        HEROKU_RELEASE_VERSION: "v7",
        HEROKU_SLUG_COMMIT: "e6134959",
      },
      "dice",
      {
        "cloud.provider": "heroku",
        "heroku.app.id": "2daa2797",
        "heroku.release.commit": "e6134959",
        "heroku.release.creation_timestamp": "2026-11-22T10:00:00Z",
        "service.version": "v7",
      },
    ],
  ] as const
) {
  Deno.test(`findPlatform() knows ${name}`, () => {
    const variables: Readonly<Record<string, string>> = env;
    assert.deepEqual(findPlatform((variable) => variables[variable]), {
      ...serviceName === undefined ? {} : { serviceName },
      attributes,
    });
  });
}

for (
  const [name, env] of [
    ["nothing is set", {}],
    ["a variable is empty", { HEROKU_APP_ID: "", AWS_LAMBDA_FUNCTION_NAME: " " }],
    ["Knative runs in a cluster of one's own", {
      K_SERVICE: "dice",
      K_CONFIGURATION: "dice",
      KUBERNETES_SERVICE_HOST: "10.0.0.1",
    }],
    ["somebody else uses one of two names", {
      K_SERVICE: "x",
      FLY_APP_NAME: "x",
      WEBSITE_SITE_NAME: "x",
    }],
    ["AWS is only talked to", { AWS_REGION: "eu-central-1", GOOGLE_CLOUD_PROJECT: "games" }],
  ] as const
) {
  Deno.test(`findPlatform() knows no platform, when ${name}`, () => {
    const variables: Readonly<Record<string, string>> = env;
    assert.equal(findPlatform((variable) => variables[variable]), undefined);
  });
}

Deno.test("RESOURCE_NEEDS name every variable that findPlatform() reads, and no other", () => {
  const read = new Set<string>();
  const gates = [
    ["DENO_DEPLOYMENT_ID"],
    ["AWS_LAMBDA_FUNCTION_NAME"],
    ["ECS_CONTAINER_METADATA_URI"],
    ["K_SERVICE", "K_CONFIGURATION"],
    ["CLOUD_RUN_JOB"],
    ["GAE_SERVICE"],
    ["WEBSITE_SITE_NAME", "FUNCTIONS_EXTENSION_VERSION"],
    ["WEBSITE_SITE_NAME", "WEBSITE_INSTANCE_ID"],
    ["CONTAINER_APP_NAME", "CONTAINER_APP_REVISION"],
    ["FLY_APP_NAME", "FLY_MACHINE_ID"],
    ["HEROKU_APP_ID"],
  ];
  for (const gate of gates) {
    assert.ok(findPlatform((name) => {
      read.add(name);
      return gate.includes(name) ? "1+1" : name === "WEBSITE_RESOURCE_GROUP" ? "games" : undefined;
    }));
  }
  assert.deepEqual([...read].sort(), [...RESOURCE_NEEDS.cloud!.env].sort());
});
