import { createCertificate } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { createTlsReader, type TlsFiles } from "./tls_reader.ts";
import type { TlsMaterial } from "./transport_config.ts";

const MAY_WRITE = mayWrite();

Deno.test("createTlsReader() reads what the files hold", { ignore: !MAY_WRITE }, async () => {
  using folder = await makeFolder();
  const { files, text } = folder;
  const { material, problems } = read({
    ca_file: files.ca,
    cert_file: files.cert,
    key_file: files.key,
  });
  assert.deepEqual(material, { ca: text.ca, cert: text.cert, key: text.key });
  assert.deepEqual(problems, []);
});

Deno.test("createTlsReader() takes a path from the working directory on", {
  ignore: !MAY_WRITE,
}, async () => {
  using folder = await makeFolder();
  const depth = Deno.cwd().split("/").length - 1;
  const ca_file = `${"../".repeat(depth)}${folder.files.ca.slice(1)}`;
  assert.deepEqual(read({ ca_file }).material, { ca: folder.text.ca });
});

Deno.test("createTlsReader() has nothing to use, when no file is named", () => {
  const { material, problems } = read({ ca_file: null, cert_file: "" });
  assert.equal(material, undefined);
  assert.deepEqual(problems, []);
});

Deno.test("createTlsReader() reads and complains once, when several exporters name the same", {
  ignore: !MAY_WRITE,
}, () => {
  const problems: string[] = [];
  const readTls = createTlsReader((problem) => problems.push(problem));
  for (let exporter = 0; exporter < 3; exporter++) readTls({ ca_file: "/nowhere/ca.pem" });
  assert.deepEqual(problems, [
    "Cannot use the authority's certificate: /nowhere/ca.pem: No such file or directory; " +
    "trusting the default authorities only",
  ]);
});

Deno.test("createTlsReader() names file and flag, when reading is not permitted", {
  permissions: {},
}, () => {
  const files = {
    ca_file: "certs/ca.pem",
    cert_file: "/certs/cert.pem",
    key_file: "/certs/key.pem",
  };
  const { material, problems } = read(files);
  assert.equal(material, undefined);
  assert.deepEqual(problems, [
    "Cannot use the authority's certificate: certs/ca.pem is not permitted; " +
    "add --allow-read=certs/ca.pem; trusting the default authorities only",
    "Cannot use the client certificate: /certs/cert.pem is not permitted; " +
    "add --allow-read=/certs/cert.pem; sending without one",
  ]);
});

Deno.test("createTlsReader() keeps the authority, when the client's certificate cannot be used", {
  ignore: !MAY_WRITE,
}, async () => {
  using folder = await makeFolder();
  const { files, text } = folder;
  const cases: [Partial<TlsFiles>, string][] = [
    [{ cert_file: files.cert }, `there is ${files.cert}, and no file with its key is named`],
    [{ key_file: files.key }, `there is the key ${files.key}, and no certificate is named`],
    [
      { cert_file: files.cert, key_file: files.otherKey },
      `${files.cert} and ${files.otherKey} do not belong together`,
    ],
    [
      { cert_file: files.key, key_file: files.key },
      `${files.key} holds no certificate in PEM format`,
    ],
    [
      { cert_file: files.cert, key_file: files.cert },
      `${files.cert} holds no private key in PEM format`,
    ],
    [
      { cert_file: files.cert, key_file: files.encrypted },
      `${files.encrypted} is encrypted, and there is no passphrase`,
    ],
    [
      { cert_file: files.broken, key_file: files.key },
      `${files.broken} or ${files.key} cannot be read`,
    ],
  ];
  for (const [named, reason] of cases) {
    const { material, problems } = read({ ca_file: files.ca, ...named });
    assert.deepEqual(material, { ca: text.ca }, reason);
    assert.deepEqual(problems, [
      `Cannot use the client certificate: ${reason}; sending without one`,
    ]);
  }
});

Deno.test("createTlsReader() keeps the client's certificate, when the authority's cannot be used", {
  ignore: !MAY_WRITE,
}, async () => {
  using folder = await makeFolder();
  const { files, text } = folder;
  const cases: [string, string][] = [
    [files.broken, `${files.broken} holds a certificate that cannot be read`],
    [files.key, `${files.key} holds no certificate in PEM format`],
    [folder.path, `${folder.path}: Is a directory`],
  ];
  for (const [ca_file, reason] of cases) {
    const { material, problems } = read({ ca_file, cert_file: files.cert, key_file: files.key });
    assert.deepEqual(material, { cert: text.cert, key: text.key });
    assert.deepEqual(problems, [
      `Cannot use the authority's certificate: ${reason}; trusting the default authorities only`,
    ]);
  }
});

function read(
  files: TlsFiles,
): { readonly material: TlsMaterial | undefined; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const material = createTlsReader((problem) => problems.push(problem))(files);
  return { material, problems };
}

async function makeFolder() {
  const path = Deno.makeTempDirSync();
  const authority = await createCertificate({ name: "authority", authority: true });
  const { cert, key } = await createCertificate({ name: "client", issuer: authority });
  const text = {
    ca: authority.cert,
    cert,
    key,
    otherKey: authority.key,
    encrypted: "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    broken: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  };
  const write = (name: string, content: string) => {
    Deno.writeTextFileSync(`${path}/${name}.pem`, content);
    return [name, `${path}/${name}.pem`];
  };
  const files: Record<keyof typeof text, string> = Object.fromEntries(
    Object.entries(text).map(([name, content]) => write(name, content)),
  );
  return { path, files, text, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

function mayWrite(): boolean {
  // The folder for temporary files is asked of the environment.
  const { state } = Deno.permissions.querySync({ name: "env", variable: "TMPDIR" });
  if (state !== "granted") return false;
  const path = Deno.env.get("TMPDIR") ?? "/tmp";
  return (["read", "write"] as const)
    .every((name) => Deno.permissions.querySync({ name, path }).state === "granted");
}
