/** Headers of a request, and what must become of them. */
export interface TraceContextCase {
  readonly name: string;
  /** In their order; the same name may come more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `continued`: the trace of {@linkcode TRACE_ID}; `new`: any other. */
  readonly trace: "continued" | "new";
  /** The flags that are handed on, where the case is about them. */
  readonly flags?: number;
  /** The state that is handed on. @default none */
  readonly state?: string;
}

export const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
export const SPAN_ID = "b7ad6b7169203331";
const VALID = `00-${TRACE_ID}-${SPAN_ID}-01`;

function parentOf(
  name: string,
  value: string,
  trace: "continued" | "new",
  flags?: number,
): TraceContextCase {
  return {
    name: `traceparent: ${name}`,
    headers: [["traceparent", value], ["tracestate", "foo=1"]],
    trace,
    ...flags === undefined ? {} : { flags },
    ...trace === "new" ? {} : { state: "foo=1" },
  };
}

function stateOf(name: string, values: readonly string[], state?: string): TraceContextCase {
  return {
    name: `tracestate: ${name}`,
    headers: [
      ["traceparent", VALID],
      ...values.map((value) => ["tracestate", value] as const),
    ],
    trace: "continued",
    ...state === undefined ? {} : { state },
  };
}

function members(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `m${String(index + 1).padStart(2, "0")}=1`);
}

/** Printable ASCII without comma and equals sign, as a value may have it. */
const ALL_VALUE_CHARACTERS = Array.from(
  { length: 0x7f - 0x20 },
  (_, index) => String.fromCharCode(0x20 + index),
).filter((character) => !",=".includes(character)).join("");

/**
 * How trace context is read and handed on, written from the text of W3C Trace Context, level 2.
 *
 * @see {@link https://www.w3.org/TR/trace-context-2/}
 */
export const TRACE_CONTEXT_CASES: readonly TraceContextCase[] = [
  { name: "no header at all", headers: [], trace: "new" },
  { name: "a state without a parent", headers: [["tracestate", "foo=1"]], trace: "new" },
  { name: "a parent without a state", headers: [["traceparent", VALID]], trace: "continued" },
  { name: "name in capitals", headers: [["TRACEPARENT", VALID]], trace: "continued" },
  { name: "name in mixed case", headers: [["TraceParent", VALID]], trace: "continued" },
  { name: "name with a hyphen", headers: [["trace-parent", VALID]], trace: "new" },
  { name: "name with a full stop", headers: [["trace.parent", VALID]], trace: "new" },
  {
    name: "state's name in mixed case",
    headers: [["traceparent", VALID], ["TraceState", "foo=1"]],
    trace: "continued",
    state: "foo=1",
  },
  {
    name: "state's name with a hyphen",
    headers: [["traceparent", VALID], ["trace-state", "foo=1"]],
    trace: "continued",
  },
  {
    name: "the same parent twice",
    headers: [["traceparent", VALID], ["traceparent", VALID]],
    trace: "new",
  },
  {
    name: "two parents",
    headers: [["traceparent", VALID], ["traceparent", VALID.replace("0af7", "1af7")]],
    trace: "new",
  },

  parentOf("sampled", VALID, "continued", 1),
  parentOf("not sampled", `00-${TRACE_ID}-${SPAN_ID}-00`, "continued", 0),
  parentOf("random id", `00-${TRACE_ID}-${SPAN_ID}-02`, "continued", 2),
  parentOf("sampled, random id", `00-${TRACE_ID}-${SPAN_ID}-03`, "continued", 3),
  parentOf("flags without a meaning yet", `00-${TRACE_ID}-${SPAN_ID}-fd`, "continued", 1),
  parentOf("blank before", ` ${VALID}`, "continued"),
  parentOf("tab before", `\t${VALID}`, "continued"),
  parentOf("blank and tab after", `${VALID} \t`, "continued"),
  parentOf("empty", "", "new"),
  parentOf("more after version 00", `${VALID}-`, "new"),
  parentOf("another field after version 00", `${VALID}-what`, "new"),
  parentOf("a letter after the flags", `${VALID}x`, "new"),
  parentOf("later version", `cc-${TRACE_ID}-${SPAN_ID}-01`, "continued", 1),
  parentOf("later version, more fields", `cc-${TRACE_ID}-${SPAN_ID}-01-what`, "continued", 1),
  parentOf("later version, nothing after the dash", `01-${TRACE_ID}-${SPAN_ID}-01-`, "continued"),
  parentOf("later version, no dash", `cc-${TRACE_ID}-${SPAN_ID}-01.what`, "new"),
  parentOf("later version, too short", `cc-${TRACE_ID}-${SPAN_ID}-1`, "new"),
  parentOf("version ff", `ff-${TRACE_ID}-${SPAN_ID}-01`, "new"),
  parentOf("version with a full stop", `.0-${TRACE_ID}-${SPAN_ID}-01`, "new"),
  parentOf("version in capitals", `CC-${TRACE_ID}-${SPAN_ID}-01`, "new"),
  parentOf("version too long", `000-${TRACE_ID}-${SPAN_ID}-01`, "new"),
  parentOf("version too short", `0-${TRACE_ID}-${SPAN_ID}-01`, "new"),
  parentOf("trace id of zeros", `00-${"0".repeat(32)}-${SPAN_ID}-01`, "new"),
  parentOf("trace id in capitals", `00-${TRACE_ID.toUpperCase()}-${SPAN_ID}-01`, "new"),
  parentOf("trace id with a full stop", `00-.${TRACE_ID.slice(1)}-${SPAN_ID}-01`, "new"),
  parentOf("trace id too long", `00-${TRACE_ID}0-${SPAN_ID}-01`, "new"),
  parentOf("trace id too short", `00-${TRACE_ID.slice(1)}-${SPAN_ID}-01`, "new"),
  parentOf("span id of zeros", `00-${TRACE_ID}-${"0".repeat(16)}-01`, "new"),
  parentOf("span id in capitals", `00-${TRACE_ID}-${SPAN_ID.toUpperCase()}-01`, "new"),
  parentOf("span id with a full stop", `00-${TRACE_ID}-.${SPAN_ID.slice(1)}-01`, "new"),
  parentOf("span id too long", `00-${TRACE_ID}-${SPAN_ID}0-01`, "new"),
  parentOf("span id too short", `00-${TRACE_ID}-${SPAN_ID.slice(1)}-01`, "new"),
  parentOf("flags with a full stop", `00-${TRACE_ID}-${SPAN_ID}-.1`, "new"),
  parentOf("flags in capitals", `00-${TRACE_ID}-${SPAN_ID}-0A`, "new"),
  parentOf("flags too long", `00-${TRACE_ID}-${SPAN_ID}-001`, "new"),
  parentOf("flags too short", `00-${TRACE_ID}-${SPAN_ID}-1`, "new"),
  parentOf("blanks between the fields", `00 -${TRACE_ID}-${SPAN_ID}-01`, "new"),

  stateOf("two members", ["foo=1,bar=2"], "foo=1,bar=2"),
  stateOf("empty", [""]),
  stateOf("blanks only", [" \t "]),
  stateOf("two headers, the first empty", ["", "foo=1"], "foo=1"),
  stateOf("two headers, the last empty", ["foo=1", ""], "foo=1"),
  stateOf(
    "three headers",
    ["foo=1,bar=2", "rojo=1,congo=2", "baz=3"],
    [
      "foo=1,bar=2,rojo=1,congo=2,baz=3",
    ].join(),
  ),
  stateOf("empty members", ["foo=1,,, ,bar=2"], "foo=1,bar=2"),
  stateOf(
    "blanks and tabs around members",
    [" foo=1 \t , \t bar=2, \t baz=3\t"],
    "foo=1,bar=2,baz=3",
  ),
  stateOf("a key twice", ["foo=1,foo=1"], "foo=1"),
  stateOf("a key with two values: the latest stands first", ["foo=1,bar=2,foo=3"], "foo=1,bar=2"),
  stateOf("a key twice, in two headers", ["foo=1", "foo=2"], "foo=1"),
  stateOf(
    "all characters of keys and values",
    [`abcdefghijklmnopqrstuvwxyz0123456789_-*/@=${ALL_VALUE_CHARACTERS}`],
    `abcdefghijklmnopqrstuvwxyz0123456789_-*/@=${ALL_VALUE_CHARACTERS}`,
  ),
  stateOf("key that begins with a digit", ["1a=1"], "1a=1"),
  stateOf("key of a tenant", ["fw529a3039@dt=FfAB"], "fw529a3039@dt=FfAB"),
  stateOf("key with several at signs", ["foo@@bar=1,foo@=2"], "foo@@bar=1,foo@=2"),
  stateOf("value that begins with a blank", ["foo= 1"], "foo= 1"),
  stateOf("value with an equals sign", ["foo=bar=baz"]),
  stateOf("no value", ["foo=,bar=3"]),
  stateOf("no equals sign", ["foo,bar=3"]),
  stateOf("no key", ["=1,bar=3"]),
  stateOf("key with a blank after it", ["foo =1"]),
  stateOf("key in capitals", ["FOO=1"]),
  stateOf("key with a full stop", ["foo.bar=1"]),
  stateOf("key that begins with an at sign", ["@foo=1,bar=2"]),
  stateOf("key that begins with an underscore", ["_foo=1,bar=2"]),
  stateOf("key of 256 characters", [`foo=1,${"z".repeat(256)}=1`], `foo=1,${"z".repeat(256)}=1`),
  stateOf("key of 257 characters", [`foo=1,${"z".repeat(257)}=1`]),
  stateOf("value of 256 characters", [`foo=${"1".repeat(256)}`], `foo=${"1".repeat(256)}`),
  stateOf("value of 257 characters", [`foo=${"1".repeat(257)}`]),
  stateOf("32 members", [members(32).join()], members(32).join()),
  stateOf("32 members in three headers", [
    members(32).slice(0, 10).join(),
    members(32).slice(10, 20).join(),
    members(32).slice(20).join(),
  ], members(32).join()),
  stateOf("33 members", [members(33).join()]),
  stateOf(
    "more than 512 characters: large members go first",
    [`a=1,b=${"x".repeat(200)},c=${"y".repeat(120)},d=${"z".repeat(250)}`],
    `a=1,b=${"x".repeat(200)},c=${"y".repeat(120)}`,
  ),
  stateOf(
    "more than 512 characters: then the oldest",
    [["a", "b", "c", "d", "e"].map((key) => `${key}=${"x".repeat(120)}`).join()],
    ["a", "b", "c", "d"].map((key) => `${key}=${"x".repeat(120)}`).join(),
  ),
];
