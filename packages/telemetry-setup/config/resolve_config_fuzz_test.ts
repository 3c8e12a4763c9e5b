import assert from "node:assert/strict";
import { describeProblem } from "./config_problem.ts";
import type { EnvVariable } from "./env_variable.ts";
import { ENV_VARIABLES } from "./env_variables.ts";
import { resolveConfig } from "./resolve_config.ts";

const VARIABLES: readonly EnvVariable[] = ENV_VARIABLES;

/** What no setting is meant to be; some of it some settings can be all the same. */
const HOSTILE: Readonly<Record<string, string>> = {
  garbage: "gar bage?!",
  negative: "-1",
  "negative zero": "-0",
  fraction: "0.5",
  exponent: "1e999",
  huge: "99999999999999999999",
  hexadecimal: "0x10",
  "not a number": "NaN",
  "digits of another script": "\u0661\u0662",
  "unicode": "\u{1f3b2} d\u00e9",
  "line feeds": "a\r\nb: c",
  "escape sequence": "\u001b[31mred",
  "writing direction": "\u202eeurt",
  "half of a pair": "\ud83c",
  "a name of every object": "__proto__",
  "another one": "constructor",
  commas: ",,,",
  equals: "=",
  "no value": "a=",
  percent: "%",
  "bad percent-encoding": "a=%zz",
  "percent-encoded line feed": "a=%0d%0ab",
  braces: "{}[]@;",
  "regular expression": "((((",
  "very long": "x".repeat(100_000),
  "very many": "a=b,".repeat(20_000),
};

/** Text that must never be shown, in the ways in which people write it. */
const SECRET = "s3cr3t";
const SECRETS: Readonly<Record<string, string>> = {
  credentials: `https://me:${SECRET}@collector:4318/?token=${SECRET}`,
  "credentials and a mistake": `https//me:${SECRET}@collector:4318`,
  "credentials and no scheme": `me:${SECRET}@collector:4317`,
  "a header": `authorization=Bearer ${SECRET}`,
  "a header and a mistake": `authorization Bearer ${SECRET}`,
  "a bad header": `authorization=${SECRET}%`,
  "an argument": `endpoint=https://me:${SECRET}@jaeger:14250`,
  "an argument and a mistake": `endpoint=https://me:${SECRET}@jaeger:14250,colour=red`,
};

/** Settings of others that make somebody look at as many variables as possible. */
const CONTEXTS: readonly Readonly<Record<string, string>>[] = [
  {
    OTEL_TRACES_EXPORTER: "otlp,zipkin",
    OTEL_METRICS_EXPORTER: "otlp,prometheus",
    OTEL_TRACES_SAMPLER: "traceidratio",
  },
  {
    OTEL_TRACES_SAMPLER: "jaeger_remote",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_CERTIFICATE: "/ca.pem",
    OTEL_EXPORTER_OTLP_CLIENT_KEY: "/key.pem",
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "/certificate.pem",
  },
  { OTEL_TRACES_SAMPLER: "xray" },
];

/** What is read before the model is made. */
const READ_ELSEWHERE = ["OTEL_CONFIG_FILE"];

function resolve(name: string, value: string, context: Readonly<Record<string, string>>) {
  const env: Readonly<Record<string, string>> = { ...context, [name]: value };
  const { config, problems, notes, explanation } = resolveConfig(
    (asked) => Object.hasOwn(env, asked) ? env[asked] : undefined,
    { readIneffective: true },
  );
  const own = problems.filter(({ setting }) => setting === name);
  const others = problems.filter(({ setting }) => setting !== name);
  return { config, own, others, notes, explanation };
}

for (const [kind, value] of Object.entries({ ...HOSTILE, ...SECRETS })) {
  Deno.test(`resolveConfig() has one problem with, or uses, any setting that is ${kind}`, () => {
    for (const { name } of VARIABLES) {
      let isUsed = false;
      for (const context of CONTEXTS) {
        const { own, explanation } = resolve(name, value, context);
        assert.ok(own.length <= 1, `${name}: ${own.map(describeProblem).join("\n")}`);
        for (const line of own.map(describeProblem)) {
          assert.ok(line.length < 700, `${name}: ${line.length} characters`);
          assert.match(line, /^Cannot use OTEL_\w+="[^\n]*": [^\n]+; using [^\n]+$/, name);
          assert.doesNotMatch(line, /undefined|\bnull\b|\[object/);
        }
        isUsed ||= own.length > 0 || explanation.some(({ source }) => source === name);
      }
      // In each context something else looks at it; in none may it be passed over in silence.
      assert.ok(isUsed || READ_ELSEWHERE.includes(name), `${name} is ignored in silence`);
    }
  });
}

for (const [kind, value] of Object.entries({ empty: "", blank: " \t\n" })) {
  Deno.test(`resolveConfig() takes a setting that is ${kind} for one that is not set`, () => {
    for (const context of CONTEXTS) {
      for (const { name } of VARIABLES.filter(({ name }) => !(name in context))) {
        const { config, own, others } = resolve(name, value, context);
        const unset = resolve("OTEL_NO_SUCH_VARIABLE", "", context);
        assert.deepEqual(config, unset.config, name);
        assert.deepEqual([...own, ...others], unset.others, name);
      }
    }
  });
}

for (const [kind, value] of Object.entries(SECRETS)) {
  Deno.test(`resolveConfig() shows no secret, when a setting is ${kind}`, () => {
    // A header is a secret where it is one; anywhere else nobody can know.
    const isHeader = kind.includes("header");
    const holdsSecrets = VARIABLES.filter(({ secret, type, holdsUrls }) =>
      secret === true || !isHeader && (type === "url" || holdsUrls === true)
    );
    for (const { name } of holdsSecrets) {
      for (const context of CONTEXTS) {
        const { own, others, notes, explanation } = resolve(name, value, context);
        const shown = JSON.stringify([own, others, notes, explanation]);
        assert.ok(!shown.includes(SECRET), `${name}: ${shown.slice(shown.indexOf(SECRET) - 200)}`);
      }
    }
  });
}
