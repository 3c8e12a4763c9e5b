import assert from "node:assert/strict";
import { tmpdir } from "node:os";

const isGranted = (descriptor: Deno.PermissionDescriptor) =>
  Deno.permissions.querySync(descriptor).state === "granted";
const PERMITTED = isGranted({ name: "env" }) && isGranted({ name: "read" }) &&
  isGranted({ name: "write", path: tmpdir() });

/** The parser reads the environment as it is loaded. */
async function parse(yaml: string) {
  const { parseConfigFile } = await import("./parse_config_file.ts");
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(path, yaml);
    return parseConfigFile(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("parseConfigFile() substitutes variables and checks the schema", {
  ignore: !PERMITTED,
}, async () => {
  const { model, warnings } = await parse(
    'file_format: "1.0"\nlog_level: ${OTEL_TEST_NO_SUCH_LEVEL:-warn}\n# ${OTEL_TEST_COMMENT}\n',
  );
  assert.deepEqual(model, { log_level: "warn" });
  assert.deepEqual(warnings, []);
  await assert.rejects(parse('file_format: "1.0"\nlog_level: loud\n'), /\/log_level/);
  await assert.rejects(parse("log_level: info\n"), /file_format/);
});

Deno.test("parseConfigFile() says what is wrong without the path, which its caller names", {
  ignore: !PERMITTED,
}, async () => {
  await assert.rejects(parse('file_format: "1.0"\nlog_level: [x]\n'), {
    message: "/log_level must be string,null",
  });
});

Deno.test("parseConfigFile() says in one line what is wrong with a file that asks for nothing", {
  ignore: !PERMITTED,
}, async () => {
  for (const text of ["", "\n\n", "# nothing\n", "---\n", "null\n"]) {
    await assert.rejects(parse(text), { message: "it is empty" });
  }
  for (const text of ["[]\n", "5\n", "- file_format: '1.0'\n"]) {
    await assert.rejects(parse(text), {
      message: "it holds no settings: expected names with values",
    });
  }
  await assert.rejects(parse("{}\n"), {
    message: 'file_format is missing; expected a line such as file_format: "1.0"',
  });
});

Deno.test("parseConfigFile() names the line, and quotes nothing, when a file is not YAML", {
  ignore: !PERMITTED,
}, async () => {
  const broken = [
    ['file_format: "1.0"\nresource: { attributes: [\n', 3],
    ['file_format: "1.0"\nlog_level: "s3cret\n', 3],
    ['file_format: "1.0"\nlog_level: info\nlog_level: s3cret\n', 3],
  ] as const;
  for (const [yaml, line] of broken) {
    await assert.rejects(parse(yaml), (error: Error) => {
      assert.match(error.message, new RegExp(`^line ${line} is not YAML: `), yaml);
      assert.doesNotMatch(error.message, /s3cret|\n/);
      return true;
    });
  }
});

Deno.test("parseConfigFile() says so, when the path is a folder's", {
  ignore: !PERMITTED,
}, async () => {
  const { parseConfigFile } = await import("./parse_config_file.ts");
  assert.throws(() => parseConfigFile(tmpdir()), { message: "it is a folder" });
});

Deno.test("parseConfigFile() hands on what the parser says of a newer version", {
  ignore: !PERMITTED,
}, async () => {
  const { warnings } = await parse('file_format: "1.9"\n');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /file_format "1.9"/);
});

Deno.test(
  "parseConfigFile() says so, when there is no such file",
  { ignore: !PERMITTED },
  async () => {
    const { parseConfigFile } = await import("./parse_config_file.ts");
    assert.throws(() => parseConfigFile("/no/such/file.yaml"), /^Error: there is no such file$/);
  },
);

Deno.test("parseConfigFile() names the flag to add, when the file may not be read", {
  permissions: {},
}, async () => {
  const { parseConfigFile } = await import("./parse_config_file.ts");
  assert.throws(() => parseConfigFile("/etc/otel.yaml"), {
    message: "it may not be read; add --allow-read=/etc/otel.yaml",
  });
});
