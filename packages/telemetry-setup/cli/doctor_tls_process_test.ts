import { type Certificate, createCertificate } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { type DoctorRun, runDoctor } from "./testdata/run_doctor.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

const PAST = [new Date("2020-01-01"), new Date("2021-12-31")] as const;
const FUTURE = [new Date("2048-01-01"), new Date("2049-12-31")] as const;

/** Everything that a case can name, made once. */
interface Material {
  readonly authority: Certificate;
  readonly server: Certificate;
  readonly elsewhere: Certificate;
  readonly expired: Certificate;
}

let made: Promise<Material> | undefined;

async function make(): Promise<Material> {
  const authority = await createCertificate({ name: "authority", authority: true });
  return {
    authority,
    server: await createCertificate({ issuer: authority }),
    elsewhere: await createCertificate({ issuer: authority, hosts: ["one.example"] }),
    expired: await createCertificate({ issuer: authority, valid: PAST }),
  };
}

const VARIABLES = {
  "ca.pem": "OTEL_EXPORTER_OTLP_CERTIFICATE",
  "cert.pem": "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
  "key.pem": "OTEL_EXPORTER_OTLP_CLIENT_KEY",
} as const;
type FileName = keyof typeof VARIABLES;

interface Case {
  readonly fault: string;
  readonly protocol?: "http" | "grpc";
  /** @default the one for this host */
  readonly server?: keyof Material;
  /** Whether clients have to show a certificate. @default false */
  readonly asks?: boolean;
  /** What the files of the settings hold; `null` is a file that is not there. */
  readonly files: (material: Material) => Promise<Partial<Record<FileName, string | null>>>;
  readonly run?: DoctorRun;
  /** In place of `https:`. */
  readonly scheme?: "http:";
  /** With `DIR` for the folder of the files. */
  readonly wrong: readonly string[];
}

const CANNOT = "localhost:PORT: Cannot agree on TLS with localhost:PORT: ";
const UNKNOWN =
  `${CANNOT}the receiver's certificate comes from no authority that is trusted here; ` +
  "name its authority's in OTEL_EXPORTER_OTLP_CERTIFICATE";
const NO_CLIENT = `${CANNOT}the receiver asks for a client certificate; name one in ` +
  "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and its key in OTEL_EXPORTER_OTLP_CLIENT_KEY";
const AUTHORITY = "OTEL_EXPORTER_OTLP_CERTIFICATE: Cannot use the authority's certificate: ";
const DEFAULT = "; trusting the default authorities only";
const CLIENT = "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE, OTEL_EXPORTER_OTLP_CLIENT_KEY: " +
  "Cannot use the client certificate: ";
const WITHOUT = "; sending without one";

const trusting = ({ authority }: Material) => Promise.resolve({ "ca.pem": authority.cert });
const client = async ({ authority }: Material, issuer = authority) => {
  const { cert, key } = await createCertificate({ name: "client", issuer });
  return { "ca.pem": authority.cert, "cert.pem": cert, "key.pem": key };
};

const CASES: readonly Case[] = [
  { fault: "nothing with HTTP", files: trusting, wrong: [] },
  { fault: "nothing with gRPC", protocol: "grpc", files: trusting, wrong: [] },
  { fault: "nothing with a client certificate", asks: true, files: client, wrong: [] },
  { fault: "an unknown authority", files: () => Promise.resolve({}), wrong: [UNKNOWN] },
  {
    fault: "an unknown authority with gRPC",
    protocol: "grpc",
    files: () => Promise.resolve({}),
    wrong: [UNKNOWN],
  },
  {
    fault: "a certificate for another host",
    server: "elsewhere",
    files: trusting,
    wrong: [
      `${CANNOT}the receiver's certificate is not for localhost, only for one.example; ` +
      "use a name in the endpoint that it is for",
    ],
  },
  {
    fault: "a receiver's certificate that has expired",
    server: "expired",
    files: trusting,
    wrong: [`${CANNOT}the receiver's certificate has expired`],
  },
  { fault: "a missing client certificate", asks: true, files: trusting, wrong: [NO_CLIENT] },
  {
    fault: "a missing client certificate with gRPC",
    protocol: "grpc",
    asks: true,
    files: trusting,
    wrong: [NO_CLIENT],
  },
  {
    fault: "a client certificate that is not accepted",
    asks: true,
    files: async (material) =>
      await client(material, await createCertificate({ name: "other", authority: true })),
    wrong: [`${CANNOT}the receiver does not accept the client certificate`],
  },
  {
    fault: "an authority's certificate that is not there",
    files: () => Promise.resolve({ "ca.pem": null }),
    wrong: [`${AUTHORITY}DIR/ca.pem: No such file or directory${DEFAULT}`, UNKNOWN],
  },
  {
    fault: "an authority's certificate that is no PEM",
    files: () => Promise.resolve({ "ca.pem": "hello" }),
    wrong: [`${AUTHORITY}DIR/ca.pem holds no certificate in PEM format${DEFAULT}`, UNKNOWN],
  },
  {
    fault: "an authority's certificate that may not be read",
    files: trusting,
    run: { permissions: ["--allow-env", "--allow-net", "--allow-sys", "--allow-read=PACKAGE"] },
    wrong: [
      `${AUTHORITY}DIR/ca.pem is not permitted; add --allow-read=DIR/ca.pem${DEFAULT}`,
      UNKNOWN,
    ],
  },
  {
    fault: "an authority's certificate that has expired",
    files: async ({ authority }) => {
      const old = await createCertificate({ name: "old", authority: true, valid: PAST });
      return { "ca.pem": authority.cert + old.cert };
    },
    wrong: [`${AUTHORITY}DIR/ca.pem has expired on 2021-12-31`],
  },
  {
    fault: "a client certificate that is not valid yet",
    files: async (material) => {
      const { cert, key } = await createCertificate({ name: "client", valid: FUTURE });
      return { ...await client(material), "cert.pem": cert, "key.pem": key };
    },
    wrong: [`${CLIENT}DIR/cert.pem is not valid before 2048-01-01`],
  },
  {
    fault: "a key that belongs to another certificate",
    asks: true,
    files: async (material) => {
      const { key } = await createCertificate();
      return { ...await client(material), "key.pem": key };
    },
    wrong: [`${CLIENT}DIR/cert.pem and DIR/key.pem do not belong together${WITHOUT}`, NO_CLIENT],
  },
  {
    fault: "a client certificate without its key",
    files: async (material) => {
      const { "key.pem": _, ...files } = await client(material);
      return files;
    },
    wrong: [
      "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: " +
      'Cannot use OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE="DIR/cert.pem": ' +
      "expected OTEL_EXPORTER_OTLP_CLIENT_KEY beside it; using no client certificate",
    ],
  },
  {
    fault: "TLS to a receiver without",
    server: "authority",
    files: () => Promise.resolve({}),
    run: { env: { PLAIN: "true" } },
    wrong: [`${CANNOT}the receiver does not speak TLS; use http:// in the endpoint`],
  },
  {
    fault: "certificates for an endpoint without TLS",
    scheme: "http:",
    files: trusting,
    run: { env: { PLAIN: "true" } },
    wrong: [
      `${AUTHORITY}http://localhost:PORT is without TLS; use https:// in the endpoint`,
    ],
  },
];

for (const { fault, protocol = "http", server = "server", asks, files, run, ...rest } of CASES) {
  Deno.test(`opentelemetry-doctor finds with TLS ${fault}`, { ignore }, async () => {
    const { startFaultyReceiver } = await import("@otel-deno/otlp-receiver/testing");
    const material = await (made ??= make());
    const { cert, key } = material[server];
    const plain = run?.env?.PLAIN === "true";
    await using receiver = await startFaultyReceiver({
      protocol,
      ...plain ? {} : { tls: { cert, key, ...asks ? { clientCa: material.authority.cert } : {} } },
    });
    const folder = await Deno.makeTempDir();
    try {
      const settings: Record<string, string> = {};
      for (const [name, text] of Object.entries(await files(material))) {
        settings[VARIABLES[name as FileName]] = join(folder, name);
        if (text !== null) await Deno.writeTextFile(join(folder, name), text);
      }
      const { port } = new URL(receiver.endpoint);
      // Of this package and the one of OTLP.
      const packages = fileURLToPath(new URL("../..", import.meta.url));
      const found = await runDoctor({
        env: {
          ...settings,
          OTEL_EXPORTER_OTLP_ENDPOINT: `${rest.scheme ?? "https:"}//localhost:${port}`,
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol === "grpc" ? "grpc" : "http/protobuf",
        },
        ...run?.permissions === undefined ? {} : {
          permissions: run.permissions.map((flag) => flag.replace("PACKAGE", packages)),
        },
      });
      const wrong = found.wrong.map((line) => line.replaceAll(folder, "DIR"));
      assert.deepEqual(wrong, rest.wrong, found.stderr);
      assert.equal(found.code, wrong.length === 0 ? 0 : 1);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
