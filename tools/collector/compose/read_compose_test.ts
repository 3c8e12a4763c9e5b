import assert from "node:assert/strict";
import { resolve } from "node:path";
import { readCompose } from "./read_compose.ts";

// The YAML package looks at the environment when it is loaded.
const ignore = Deno.permissions.querySync({ name: "env" }).state !== "granted";

const FOLDER = resolve("/", "repo", "collector");

/** Files by their name in the folder `collector`. */
function readFrom(files: Readonly<Record<string, string>>) {
  return readCompose(resolve(FOLDER, "one/compose.yaml"), {
    readTextFile: (path) => {
      const found = Object.entries(files).find(([name]) => resolve(FOLDER, name) === path);
      if (found === undefined) {
        throw new Deno.errors.NotFound(`Cannot read ${path}: it is not there`);
      }
      return Promise.resolve(found[1]);
    },
  });
}

Deno.test(
  "readCompose() takes the defaults of variables and follows merge keys",
  { ignore },
  async () => {
    const { services } = await readFrom({
      "one/compose.yaml": `
x-common: &common { restart: unless-stopped, image: "a:1" }
services:
  collector:
    <<: *common
    ports: ["127.0.0.1:\${PORT:-4317}:4317"]
    deploy: { resources: { limits: { memory: 640M } } }
`,
    });
    const { collector } = services;
    assert.equal(collector?.restart, "unless-stopped");
    assert.equal(collector?.image, "a:1");
    assert.deepEqual(collector?.ports, ["127.0.0.1:4317:4317"]);
    assert.equal(collector?.memoryLimit, "640M");
  },
);

Deno.test(
  "readCompose() lays a service over the one that it extends, whose paths are of its own file",
  {
    ignore,
  },
  async () => {
    const { services } = await readFrom({
      "base.yaml": `
services:
  app:
    build: { context: .., dockerfile: apps/Dockerfile }
    environment: { A: 1, B: 1 }
    volumes: [./a:/a:ro]
`,
      "one/compose.yaml": `
services:
  app:
    extends: { file: ../base.yaml, service: app }
    profiles: [app]
    environment: { B: 2 }
    depends_on: { collector: { condition: service_started } }
`,
    });
    const { app } = services;
    assert.deepEqual(app?.build, {
      context: resolve("/", "repo"),
      dockerfile: resolve("/", "repo", "apps/Dockerfile"),
    });
    assert.deepEqual(app?.environment, { A: "1", B: "2" });
    assert.deepEqual(app?.profiles, ["app"]);
    assert.deepEqual(app?.dependsOn, ["collector"]);
    assert.deepEqual(app?.volumes, [{
      type: "bind",
      source: resolve(FOLDER, "a"),
      target: "/a",
      read_only: true,
    }]);
  },
);

Deno.test(
  "readCompose() knows each name of a service, and a volume from a folder",
  { ignore },
  async () => {
    const { services, volumes } = await readFrom({
      "one/compose.yaml": `
services:
  lgtm:
    command: --one
    networks: { default: { aliases: [collector] } }
    volumes: ["data:/data"]
volumes: { data: }
`,
    });
    const { lgtm } = services;
    assert.deepEqual(lgtm?.names, ["lgtm", "collector"]);
    assert.deepEqual(lgtm?.command, ["--one"]);
    assert.deepEqual(lgtm?.volumes.map(({ type, source }) => [type, source]), [["volume", "data"]]);
    assert.deepEqual(volumes, ["data"]);
  },
);

Deno.test(
  "readCompose() throws, when a service extends one that is not there",
  { ignore },
  async () => {
    await assert.rejects(
      readFrom({
        "base.yaml": "services: {}",
        "one/compose.yaml": "services: { app: { extends: { file: ../base.yaml, service: app } } }",
      }),
      /^TypeError: Cannot read .*base\.yaml: there is no service app$/,
    );
  },
);
