import type { AttributeValue } from "@opentelemetry/api";
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import type { ReadEnv } from "../../config/read_env.ts";
import type { ResourceDetectorName } from "../../config/resource_detector_names.ts";
import { type AppManifest, findAppManifest } from "../find_app_manifest.ts";
import type { ResourceFacts } from "../runtime_facts.ts";
import {
  ATTR_CONTAINER_ID,
  ATTR_HOST_ARCH,
  ATTR_HOST_ID,
  ATTR_HOST_NAME,
  ATTR_OS_DESCRIPTION,
  ATTR_OS_NAME,
  ATTR_OS_TYPE,
  ATTR_OS_VERSION,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_PROCESS_PID,
  ATTR_PROCESS_RUNTIME_DESCRIPTION,
  ATTR_PROCESS_RUNTIME_NAME,
  ATTR_PROCESS_RUNTIME_VERSION,
} from "../unstable_attribute_names.ts";
import { detectKubernetes } from "./detect_kubernetes.ts";
import type { Platform } from "./find_platform.ts";
import { parseOsRelease } from "./parse_os_release.ts";
import type { ContainerFacts } from "./read_container.ts";

/** What detectors are made from, and where they put what they find. */
export interface Detection {
  readonly facts: ResourceFacts;
  readonly readEnv: ReadEnv;
  /** What the kernel tells of the container; looked at when first asked for. */
  readonly container: () => ContainerFacts;
  /** Undefined also where platforms are not to be detected. */
  readonly platform: () => Platform | undefined;
  /** Adds an attribute that is always there; where it cannot be had, a line says so. */
  readonly expect: (name: string, find: () => AttributeValue | undefined) => void;
  /** Adds an attribute that is there on some machines only. */
  readonly add: (name: string, value: AttributeValue | undefined) => void;
}

/** Deno's names of processors, where the semantic conventions have others. */
const HOST_ARCHES: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };
/** Deno's names of systems, where the semantic conventions have others. */
const OS_TYPES: Readonly<Record<string, string>> = { android: "linux", illumos: "solaris" };
const MACHINE_ID = /^[0-9a-f]{32}$/;

/** What each detector does. It may throw: what it has found until then stays. */
export const DETECTORS: Readonly<Record<ResourceDetectorName, (detection: Detection) => void>> = {
  service({ facts, platform, expect, add }) {
    expect(ATTR_SERVICE_INSTANCE_ID, facts.randomUuid);
    const app = findApp(facts);
    add(ATTR_SERVICE_NAME, app?.name ?? platform()?.serviceName);
    add(ATTR_SERVICE_VERSION, app?.version);
  },
  process({ facts, expect, add }) {
    expect(ATTR_PROCESS_PID, facts.processId);
    expect(ATTR_PROCESS_EXECUTABLE_NAME, () => baseName(facts.executablePath()));
    add(ATTR_PROCESS_RUNTIME_NAME, "deno");
    expect(ATTR_PROCESS_RUNTIME_VERSION, () => facts.versions().deno);
    expect(ATTR_PROCESS_RUNTIME_DESCRIPTION, () => {
      const { deno, v8, typescript } = facts.versions();
      return `Deno ${deno} (V8 ${v8}, TypeScript ${typescript})`;
    });
  },
  host({ facts, container, expect, add }) {
    expect(ATTR_HOST_NAME, facts.hostName);
    expect(ATTR_HOST_ARCH, () => translate(facts.build().arch, HOST_ARCHES));
    // In a container the file is the image's, so that many would be one host.
    const { containerId, podUid } = container();
    if (facts.build().os !== "linux" || containerId !== undefined || podUid !== undefined) return;
    const id = facts.readTextFile("/etc/machine-id")?.trim();
    if (id !== undefined && MACHINE_ID.test(id)) add(ATTR_HOST_ID, id);
  },
  os({ facts, expect, add }) {
    expect(ATTR_OS_TYPE, () => translate(facts.build().os, OS_TYPES));
    expect(ATTR_OS_VERSION, facts.osRelease);
    if (facts.build().os !== "linux") return;
    const { name, prettyName } = parseOsRelease(facts.readTextFile("/etc/os-release") ?? "");
    add(ATTR_OS_NAME, name);
    add(ATTR_OS_DESCRIPTION, prettyName);
  },
  container({ container, add }) {
    add(ATTR_CONTAINER_ID, container().containerId);
  },
  kubernetes({ facts, readEnv, container, add }) {
    const { readTextFile } = facts;
    const found = detectKubernetes({ readEnv, readTextFile, container: container() });
    for (const [name, value] of Object.entries(found)) add(name, value);
  },
  cloud({ platform, add }) {
    for (const [name, value] of Object.entries(platform()?.attributes ?? {})) add(name, value);
  },
};

function findApp(facts: ResourceFacts): AppManifest | undefined {
  const mainModule = facts.mainModule();
  return mainModule === undefined ? undefined : findAppManifest(mainModule, facts.readTextFile);
}

function baseName(path: string | undefined): string | undefined {
  // A path of Windows has backslashes, and either kind may be looked at anywhere in tests.
  return path?.split(/[\\/]/).at(-1);
}

function translate(name: string, names: Readonly<Record<string, string>>): string {
  return names[name] ?? name;
}
