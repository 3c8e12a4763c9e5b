import assert from "node:assert/strict";
import { instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

/** The command that `opentelemetry-instrument` would start, in an application's folder. */
async function dryRun(
  { env = {}, flags = [], file }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly flags?: readonly string[];
    /** Of declarative configuration. */
    readonly file?: string;
  },
): Promise<string> {
  await using app = await createOutsideApp();
  if (file !== undefined) await Deno.writeTextFile(`${app.folder}/otel.yaml`, file);
  const command = ["--dry-run", "deno", "run", ...flags, "main.ts"];
  const { code, stdout, stderr } = await instrumentCommand(command, {
    cwd: app.folder,
    fileOnly: file !== undefined,
    env: {
      OTEL_DENO_DEFAULT_SPOOL_DIR: "",
      XDG_STATE_HOME: "/state",
      ...file === undefined ? {} : { OTEL_CONFIG_FILE: `${app.folder}/otel.yaml` },
      ...env,
    },
  }).output();
  const text = new TextDecoder();
  assert.deepEqual([code, text.decode(stderr)], [0, ""]);
  return text.decode(stdout);
}

const FOLDER = "/state/otel-deno/spool";
const FILE = 'file_format: "1.0"\n';

for (const file of [undefined, FILE]) {
  const beside = file === undefined ? "" : " beside a configuration file";
  Deno.test(`opentelemetry-instrument gives its child a folder for what cannot be sent${beside}`, {
    ignore,
  }, async () => {
    const line = await dryRun({ ...file === undefined ? {} : { file } });
    assert.match(line, new RegExp(`OTEL_DENO_DEFAULT_SPOOL_DIR=${FOLDER} `));
    assert.match(line, new RegExp(`--allow-read=\\S*,${FOLDER}[ ,]`));
    assert.match(line, new RegExp(`--allow-write=${FOLDER} `));
  });
}

Deno.test("opentelemetry-instrument adds no permission for the folder to what is permitted whole", {
  ignore,
}, async () => {
  assert.doesNotMatch(await dryRun({ flags: ["-A"] }), /--allow-/);
  assert.doesNotMatch(await dryRun({ flags: ["--allow-write"] }), /--allow-write=/);
});

Deno.test("opentelemetry-instrument permits the folder that the user has chosen, and no other", {
  ignore,
}, async () => {
  const line = await dryRun({ env: { OTEL_DENO_SPOOL_DIR: "/var/spool/otel" } });
  assert.match(line, /--allow-write=\/var\/spool\/otel /);
  assert.doesNotMatch(line, /DEFAULT_SPOOL_DIR|\/state/);
});

Deno.test("opentelemetry-instrument needs no folder where there is to be none", {
  ignore,
}, async () => {
  const off = { env: { OTEL_DENO_SPOOL_DIR: "none" } };
  assert.doesNotMatch(await dryRun(off), /DEFAULT_SPOOL_DIR|--allow-write/);
  const file = `${FILE}distribution: { otel_deno: { spool_dir: none } }\n`;
  assert.doesNotMatch(await dryRun({ file }), /--allow-write/);
});
