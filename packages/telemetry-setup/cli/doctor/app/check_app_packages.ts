import type { Finding } from "../finding.ts";

/** A package from npm in the graph of an application. */
export interface AppPackage {
  readonly name: string;
  readonly version: string;
}

/** What an application imports to start an SDK of its own. */
const SDKS: ReadonlySet<string> = new Set([
  "@opentelemetry/auto-instrumentations-node",
  "@opentelemetry/sdk-node",
  "@opentelemetry/sdk-trace-node",
  "@azure/monitor-opentelemetry",
  "@elastic/opentelemetry-node",
  "@honeycombio/opentelemetry-node",
  "@sentry/deno",
  "@sentry/node",
  "dd-trace",
  "newrelic",
]);
const API = "@opentelemetry/api";

/**
 * Checks that an application does not bring what makes telemetry be registered twice, or not be heard:
 * an SDK of its own, or a copy of the API that is newer than the one that we register with.
 *
 * @param packages All packages of its graph, those of other packages included.
 * @param ownApi Version of the API that we register with.
 * @see {@link https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/semver.ts}
 */
export function checkAppPackages(
  packages: readonly AppPackage[],
  ownApi: string,
): readonly Finding[] {
  const findings: Finding[] = [];
  const wrong = (subject: string, message: string) =>
    findings.push({ subject, ok: false, message });
  for (const { name, version } of packages) {
    if (SDKS.has(name)) {
      wrong(name, `Cannot be the only SDK: the application brings ${name} ${version}; remove it`);
    }
  }
  const copies = [...new Set(packages.filter(({ name }) => name === API).map((p) => p.version))];
  const deaf = copies.filter((version) => !isHeard(version, ownApi));
  if (deaf.length > 0) {
    wrong(
      API,
      `Cannot be reached by the application's copy ${deaf.join(", ")}: ` +
        `it asks for an API that is as new, and ours is ${ownApi}; use ${ownApi} there`,
    );
  } else if (copies.length > 0) {
    findings.push({ subject: API, ok: true, message: describeCopies(copies) });
  }
  if (findings.length === 0) {
    findings.push({ subject: "application", ok: true, message: "it brings no SDK of its own" });
  }
  return findings;
}

/** As the API judges it: the same major version, and none that is newer than what was registered. */
function isHeard(version: string, ownApi: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = ownApi.split(".").map(Number);
  return major === ownMajor && minor <= ownMinor;
}

function describeCopies(copies: readonly string[]): string {
  return copies.length === 1
    ? `the application's copy ${copies[0]} is heard`
    : `the application's copies ${copies.join(", ")} are heard`;
}
