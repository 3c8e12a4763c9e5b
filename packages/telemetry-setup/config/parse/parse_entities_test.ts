import assert from "node:assert/strict";
import { parseEntities } from "./parse_entities.ts";

function shortly(text: string) {
  const { value = [], expected = "" } = parseEntities(text);
  return {
    entities: value.map(({ type, id }) => [type, ...Object.values(id)].join(" ")),
    expected,
  };
}

Deno.test("parseEntities() reads type, attributes and schema, when there are several entities", () => {
  const text =
    ";service{service.name=app,service.instance.id=1}[service.version=2]@https://example.com/1.2.0;;host{host.id=h};";
  assert.deepEqual(parseEntities(text), {
    value: [
      {
        type: "service",
        id: { "service.name": "app", "service.instance.id": "1" },
        description: { "service.version": "2" },
        schema_url: "https://example.com/1.2.0",
      },
      { type: "host", id: { "host.id": "h" }, description: {}, schema_url: null },
    ],
  });
});

Deno.test("parseEntities() decodes values", () => {
  const { value } = parseEntities("service{service.name=my%2Capp}[config=key%3Dvalue%5Bprod%5D]");
  assert.deepEqual(value?.[0]?.id, { "service.name": "my,app" });
  assert.deepEqual(value?.[0]?.description, { config: "key=value[prod]" });
});

for (
  const [text, left, fault] of [
    ["service{service.name=a};invalid{syntax;host{host.id=1}", ["service a", "host 1"], "entity 2"],
    ["service{};host{host.id=123}", ["host 123"], "entity 1: nothing that identifies it"],
    ["1service{a=b}", [], "entity 1: malformed"],
    ["service{a=b=c}", [], "entity 1: malformed attributes"],
    ["service{a=%zz}", [], "entity 1: malformed attributes"],
    ["service{service.name=a};service{service.name=b}", ["service b"], "entity 2: its type is"],
    ["service{a=1}[v=1];service{a=1}[v=2]", ["service 1"], "entity 2: its type is there already"],
    ["service{a=1}@invalid-url", ["service 1"], "entity 1: its schema is no URL"],
  ] as const
) {
  Deno.test(`parseEntities() uses the valid rest and says what is wrong with ${text}`, () => {
    const { entities, expected } = shortly(text);
    assert.deepEqual(entities, left);
    assert.ok(expected.includes(fault), expected);
  });
}

Deno.test("parseEntities() keeps a described attribute with the last entity, when two differ in it", () => {
  const { value, expected } = parseEntities("service{a=1}[v=1];host{b=1}[v=2]");
  assert.deepEqual(value?.map(({ description }) => description), [{}, { v: "2" }]);
  assert.ok(expected?.includes("contradicts the description"));
});
