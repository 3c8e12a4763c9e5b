import assert from "node:assert/strict";
import { baggageEntryMetadataFromString, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { createBaggagePropagator } from "./baggage.ts";
import { baggageOf, extract, inject } from "./testdata/carry.ts";
import { seededRandom } from "../../../otlp/testdata/random_record.ts";

const propagator = createBaggagePropagator();

/** What a service reads, and what it hands on. */
const CASES: readonly {
  readonly name: string;
  readonly header: string | string[];
  readonly read: Readonly<Record<string, string>>;
  readonly sent?: string;
}[] = [
  { name: "one member", header: "a=1", read: { a: "1" }, sent: "a=1" },
  { name: "several", header: "a=1,b=2", read: { a: "1", b: "2" }, sent: "a=1,b=2" },
  {
    name: "blanks and tabs",
    header: "\t a = 1 ,\tb=2\t",
    read: { a: "1", b: "2" },
    sent: "a=1,b=2",
  },
  { name: "several headers", header: ["a=1", "b=2"], read: { a: "1", b: "2" }, sent: "a=1,b=2" },
  { name: "empty members", header: ",a=1,, ,", read: { a: "1" }, sent: "a=1" },
  { name: "an empty value", header: "a=", read: { a: "" }, sent: "a=" },
  { name: "equals signs in a value", header: "a=b=c==", read: { a: "b=c==" }, sent: "a=b=c==" },
  {
    name: "encoded text",
    header: "a=Am%C3%A9lie%20B",
    read: { a: "Amélie B" },
    sent: "a=Am%C3%A9lie%20B",
  },
  { name: "an encoded percent sign", header: "a=100%25", read: { a: "100%" }, sent: "a=100%25" },
  { name: "an encoded comma", header: "a=1%2C2", read: { a: "1,2" }, sent: "a=1%2C2" },
  { name: "encoded though it need not be", header: "a=%41", read: { a: "A" }, sent: "a=A" },
  {
    name: "bytes that are no UTF-8",
    header: "a=%C3%28",
    read: { a: "\uFFFD(" },
    sent: "a=%EF%BF%BD(",
  },
  {
    name: "a percent sign alone",
    header: "a=5%,b=%zz",
    read: { a: "5%", b: "%zz" },
    sent: "a=5%25,b=%25zz",
  },
  { name: "a percent sign in a key", header: "a%20b=1", read: { "a%20b": "1" }, sent: "a%20b=1" },
  {
    name: "all characters of a token",
    header: "!#$%&'*+-.^_`|~9Az=1",
    read: { "!#$%&'*+-.^_`|~9Az": "1" },
    sent: "!#$%&'*+-.^_`|~9Az=1",
  },
  {
    name: "properties",
    header: "a=1;p1;p2=v , b=2",
    read: { a: "1", b: "2" },
    sent: "a=1;p1;p2=v,b=2",
  },
  {
    name: "blanks around properties",
    header: "a=1 ; p1 ; p2 = v",
    read: { a: "1" },
    sent: "a=1;p1;p2 = v",
  },
  { name: "properties that are none", header: "a=1;;p 1;p2", read: { a: "1" }, sent: "a=1;p2" },
  { name: "a key twice: the last one", header: "a=1,a=2", read: { a: "2" }, sent: "a=2" },
  {
    name: "keys of prototypes",
    header: "__proto__=1,constructor=2",
    read: { ["__proto__"]: "1", constructor: "2" },
    sent: "__proto__=1,constructor=2",
  },
  { name: "no equals sign", header: "a,b=2", read: { b: "2" }, sent: "b=2" },
  { name: "no key", header: "=1,b=2", read: { b: "2" }, sent: "b=2" },
  { name: "a blank in a key", header: "a b=1,c=2", read: { c: "2" }, sent: "c=2" },
  { name: "a quote in a value", header: 'a="1",b=2', read: { b: "2" }, sent: "b=2" },
  { name: "a backslash in a value", header: "a=\\,b=2", read: { b: "2" }, sent: "b=2" },
  { name: "a blank in a value", header: "a=1 2,b=2", read: { b: "2" }, sent: "b=2" },
  { name: "text that is not ASCII", header: "a=é,b=2", read: { b: "2" }, sent: "b=2" },
  { name: "nothing valid", header: "a", read: {} },
  { name: "nothing", header: "", read: {} },
];

for (const { name, header, read, sent } of CASES) {
  Deno.test(`createBaggagePropagator() reads ${name}`, () => {
    const context = extract(propagator, { baggage: header });
    assert.deepEqual(
      new Map(Object.entries(baggageOf(context))),
      new Map(Object.entries(read)),
    );
    assert.deepEqual(inject(propagator, context), sent === undefined ? {} : { baggage: sent });
  });
}

Deno.test("createBaggagePropagator() reads 64 members, and no more", () => {
  const header = Array.from({ length: 65 }, (_, index) => `k${index}=${index}`);
  const keys = Object.keys(baggageOf(extract(propagator, { baggage: header.join() })));
  assert.equal(keys.length, 64);
  assert.equal(keys.at(-1), "k63");
});

Deno.test("createBaggagePropagator() reads 8,192 bytes, and no part of a member", () => {
  const fitting = `a=${"x".repeat(4000)},b=${"y".repeat(4187)}`;
  assert.equal(fitting.length, 8192);
  const keysOf = (baggage: string) => Object.keys(baggageOf(extract(propagator, { baggage })));
  assert.deepEqual(keysOf(fitting), ["a", "b"]);
  assert.deepEqual(keysOf(`${fitting}y`), ["a"]);
  assert.deepEqual(keysOf(`${fitting},c=1`), ["a", "b"]);
});

Deno.test("createBaggagePropagator() writes whole members within the limits", () => {
  const entries = {
    ...Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`k${index}`, { value: "v" }])),
  };
  const many = inject(propagator, contextWith(entries))["baggage"]!;
  assert.equal(many.split(",").length, 64);
  const large = contextWith({
    small: { value: "1" },
    large: { value: "x".repeat(8190) },
    last: { value: "2" },
  });
  assert.deepEqual(inject(propagator, large), { baggage: "small=1,last=2" });
});

Deno.test("createBaggagePropagator() leaves out keys and properties that no header can carry", () => {
  const context = contextWith({
    "a b": { value: "1" },
    "é": { value: "1" },
    "": { value: "1" },
    c: { value: "\ud800, \r\n", metadata: baggageEntryMetadataFromString("ok;bad\r\nx: 1") },
  });
  assert.deepEqual(inject(propagator, context), { baggage: "c=%EF%BF%BD%2C%20%0D%0A;ok" });
});

Deno.test("createBaggagePropagator() writes nothing where tracing is suppressed", () => {
  const context = contextWith({ a: { value: "1" } });
  assert.deepEqual(inject(propagator, suppressTracing(context)), {});
  assert.deepEqual(inject(propagator, ROOT_CONTEXT), {});
});

Deno.test("createBaggagePropagator() reads what it wrote, whatever it was", () => {
  const random = seededRandom(64);
  for (let round = 0; round < 1000; round++) {
    const length = Math.floor(random() * 40);
    const value = Array.from(
      { length },
      () => String.fromCodePoint(Math.floor(random() * (random() < 0.7 ? 0x80 : 0x11000))),
    ).join("").toWellFormed();
    const sent = inject(propagator, contextWith({ key: { value } }));
    assert.match(sent["baggage"]!, /^[\x21-\x7e]*$/);
    assert.deepEqual(baggageOf(extract(propagator, sent)), { key: value });
  }
});

Deno.test("createBaggagePropagator() takes a time that grows no faster than the header", () => {
  const blanks = " ".repeat(8000);
  // A hundred milliseconds each, if it grew with the square.
  for (let round = 0; round < 2000; round++) {
    for (const baggage of [`a=${blanks}"`, `a=1;p=${blanks}"`, `a${blanks}"=1`]) {
      assert.deepEqual(
        inject(propagator, extract(propagator, { baggage })),
        baggage.includes(";") ? { baggage: "a=1" } : {},
      );
    }
  }
});

function contextWith(entries: Parameters<typeof propagation.createBaggage>[0]) {
  return propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage(entries));
}
