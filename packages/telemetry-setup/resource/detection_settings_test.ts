import type { ConfigurationModel } from "@opentelemetry/configuration";
import assert from "node:assert/strict";
import { detectResource, type DetectResourceOptions } from "./detect_resource.ts";
import type { ResourceFacts } from "./runtime_facts.ts";

const ID = "3f".repeat(32);
const MACHINE_ID = "0123456789abcdef0123456789abcdef";
const FILES: Readonly<Record<string, string>> = {
  "/etc/machine-id": `${MACHINE_ID}\n`,
  "/etc/os-release": 'NAME="Debian GNU/Linux"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n',
};

type Detection = NonNullable<
  NonNullable<ConfigurationModel["resource"]>["detection/development"]
>;

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly detection?: Detection;
  readonly os?: string;
  readonly settled?: NonNullable<DetectResourceOptions["settled"]>;
  readonly readTextFile?: ResourceFacts["readTextFile"];
  readonly say?: (message: string) => void;
}

/** What is detected, without what is there always. */
function detect({ files = FILES, env = {}, detection, os = "linux", ...given }: Given = {}) {
  const silent = () => {};
  const { attributes } = detectResource(
    detection === undefined ? {} : { resource: { "detection/development": detection } },
    {
      facts: {
        mainModule: () => undefined,
        readTextFile: given.readTextFile ?? ((path) => files[path]),
        executablePath: () => "/usr/bin/deno",
        hostName: () => "host-1",
        osRelease: () => "6.1.0",
        processId: () => 7,
        build: () => ({ arch: "x86_64", os, standalone: false }),
        versions: () => ({ deno: "2.9.6", v8: "15.0", typescript: "6.0.3" }),
        randomUuid: () => "11111111-2222-4333-8444-555555555555",
      },
      readEnv: (name) => env[name],
      diagnostics: { error: silent, warn: silent, info: silent, debug: given.say ?? silent },
      ...given.settled === undefined ? {} : { settled: given.settled },
    },
  );
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !name.startsWith("telemetry.")),
  );
}

Deno.test("detectResource() tells machine and system of Linux from their files", () => {
  const { "host.id": id, "os.name": name, "os.description": description } = detect();
  assert.deepEqual([id, name, description], [
    MACHINE_ID,
    "Debian GNU/Linux",
    "Debian GNU/Linux 13 (trixie)",
  ]);
});

Deno.test("detectResource() reads none of these files on other systems", () => {
  const attributes = detect({ os: "darwin", readTextFile: () => assert.fail("read a file") });
  assert.equal("host.id" in attributes, false);
  assert.equal("os.name" in attributes, false);
});

Deno.test("detectResource() tells the container, and takes no machine's id from its image", () => {
  const files = { ...FILES, "/proc/self/cgroup": `0::/system.slice/docker-${ID}.scope\n` };
  const attributes = detect({ files });
  assert.equal(attributes["container.id"], ID);
  assert.equal("host.id" in attributes, false);
});

Deno.test("detectResource() takes no id of a machine that is none", () => {
  for (const text of ["uninitialized\n", "", MACHINE_ID.toUpperCase(), `${MACHINE_ID}0`]) {
    assert.equal("host.id" in detect({ files: { "/etc/machine-id": text } }), false);
  }
});

Deno.test("detectResource() tells pod and platform, and names the service after the platform", () => {
  const env = { KUBERNETES_SERVICE_HOST: "10.0.0.1", POD_NAME: "p1", FLY_REGION: "ams" };
  assert.equal(detect({ env })["k8s.pod.name"], "p1");
  const fly = detect({ env: { FLY_APP_NAME: "dice", FLY_MACHINE_ID: "148e21" } });
  assert.equal(fly["service.name"], "dice");
  assert.equal(fly["cloud.provider"], "fly_io");
  // The provider's own number of the machine, and not the one of its image.
  assert.equal(fly["host.id"], "148e21");
});

const ENV = {
  KUBERNETES_SERVICE_HOST: "10.0.0.1",
  POD_NAME: "p1",
  FLY_APP_NAME: "dice",
  FLY_MACHINE_ID: "148e21",
};
const WITH_CGROUP = { ...FILES, "/proc/self/cgroup": `1:cpu:/docker/${ID}\n` };
const UNKNOWN = { "service.name": "unknown_service:deno" };
for (
  const [name, expected] of [
    ["service", {
      "service.name": "unknown_service:deno",
      "service.instance.id": "11111111-2222-4333-8444-555555555555",
    }],
    ["process", {
      ...UNKNOWN,
      "process.pid": 7,
      "process.executable.name": "deno",
      "process.runtime.name": "deno",
      "process.runtime.version": "2.9.6",
      "process.runtime.description": "Deno 2.9.6 (V8 15.0, TypeScript 6.0.3)",
    }],
    ["host", { ...UNKNOWN, "host.name": "host-1", "host.arch": "amd64" }],
    ["os", {
      ...UNKNOWN,
      "os.type": "linux",
      "os.version": "6.1.0",
      "os.name": "Debian GNU/Linux",
      "os.description": "Debian GNU/Linux 13 (trixie)",
    }],
    ["container", { ...UNKNOWN, "container.id": ID }],
    ["kubernetes", { ...UNKNOWN, "k8s.pod.name": "p1" }],
    ["cloud", { ...UNKNOWN, "cloud.provider": "fly_io", "host.id": "148e21" }],
  ] as const
) {
  Deno.test(`detectResource() runs the detector ${name} alone, when only it is named`, () => {
    const detection = { detectors: [{ [name]: null }] };
    assert.deepEqual(detect({ detection, env: ENV, files: WITH_CGROUP }), expected);
  });
}

Deno.test("detectResource() detects nothing, when detection names no detector", () => {
  assert.deepEqual(detect({ detection: {}, env: ENV, files: WITH_CGROUP }), UNKNOWN);
});

Deno.test("detectResource() takes the attributes that are included and not excluded", () => {
  const detectors = [{ host: null }, { os: null }, { service: null }];
  const attributes = { included: ["os.*", "host.?ame"], excluded: ["os.version"] };
  assert.deepEqual(detect({ detection: { detectors, attributes } }), {
    ...UNKNOWN,
    "host.name": "host-1",
    "os.type": "linux",
    "os.name": "Debian GNU/Linux",
    "os.description": "Debian GNU/Linux 13 (trixie)",
  });
});

Deno.test("detectResource() lets what the user's detectors found win, and says what they did not", () => {
  const said: string[] = [];
  const settled = {
    attributes: new Map([["host.name", "rack-9"], ["team", "blue"]]),
    failures: ["Cannot detect zone: not known within 50 ms"],
  };
  const attributes = detect({ settled, say: (message) => said.push(message) });
  assert.deepEqual([attributes["host.name"], attributes["team"]], ["rack-9", "blue"]);
  assert.deepEqual(said, settled.failures);
});

Deno.test("detectResource() keeps what other detectors find, when one fails, and says so once", () => {
  const said: string[] = [];
  const attributes = detect({
    say: (message) => said.push(message),
    readTextFile(path) {
      if (path === "/etc/os-release") throw new Error("broken disk");
      return undefined;
    },
    env: { POD_NAME: "p1", KUBERNETES_SERVICE_HOST: "10.0.0.1" },
  });
  assert.equal(attributes["os.version"], "6.1.0");
  assert.equal(attributes["k8s.pod.name"], "p1");
  assert.deepEqual(said, ["Cannot detect all of os: broken disk"]);
});
