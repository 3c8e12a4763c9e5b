import assert from "node:assert/strict";
import { createMessageReader } from "./message_reader.ts";

const reader = (...fields: string[]) => createMessageReader(fields, (text) => text);

Deno.test("MessageReader takes nothing but the server, when no field is named", () => {
  const message = {
    serverAddress: "db.example",
    serverPort: 3306,
    query: "SELECT secret",
    values: ["secret"],
    database: "dice",
  };
  assert.deepEqual(reader().readServer(message), {
    "server.address": "db.example",
    "server.port": 3306,
  });
  assert.deepEqual(reader().readFields(message), {});
});

Deno.test("MessageReader knows no server, when the address is no text", () => {
  for (const serverAddress of [undefined, null, "", 7, {}]) {
    assert.deepEqual(reader().readServer({ serverAddress, serverPort: 3306 }), {});
  }
});

Deno.test("MessageReader leaves out a port that is none", () => {
  for (const serverPort of [undefined, "3306", NaN, 1.5]) {
    assert.deepEqual(reader().readServer({ serverAddress: "/run/db.sock", serverPort }), {
      "server.address": "/run/db.sock",
    });
  }
});

Deno.test("MessageReader takes named fields that are plain, wherever they lie", () => {
  const message = {
    text: "rolled",
    count: 4,
    isFair: true,
    big: 2n ** 70n,
    route: { url: "/dice/:sides", deeper: { yet: "here" } },
    list: ["GET", 7, true, { no: "form" }],
    object: { a: 1 },
    nothing: null,
    method: () => 4,
  };
  const fields = [
    ...Object.keys(message),
    "route.url",
    "route.deeper.yet",
    "route.url.length",
    "missing.part",
  ];
  assert.deepEqual(reader(...fields).readFields(message), {
    "diagnostics_channel.message.text": "rolled",
    "diagnostics_channel.message.count": 4,
    "diagnostics_channel.message.isFair": true,
    "diagnostics_channel.message.big": "1180591620717411303424",
    "diagnostics_channel.message.list": ["GET", "7", "true", "?"],
    "diagnostics_channel.message.route.url": "/dice/:sides",
    "diagnostics_channel.message.route.deeper.yet": "here",
  });
});

Deno.test("MessageReader shortens long texts and lists", () => {
  const message = {
    text: "x".repeat(1e6),
    list: Array(1000).fill("y".repeat(2000)),
    huge: 10n ** 2000n,
  };
  const attributes = reader("text", "list", "huge").readFields(message);
  assert.equal(attributes["diagnostics_channel.message.text"], "x".repeat(1024));
  assert.equal(String(attributes["diagnostics_channel.message.huge"]).length, 1024);
  assert.deepEqual(
    attributes["diagnostics_channel.message.list"],
    Array(32).fill("y".repeat(1024)),
  );
});

Deno.test("MessageReader redacts texts before it shortens them", () => {
  const redacted = createMessageReader(["url"], (text) => text.replace(/\/\/.*@/, "//REDACTED@"));
  const url = `x://${"u".repeat(1020)}:secret@dice.example/`;
  assert.deepEqual(redacted.readFields({ url }), {
    "diagnostics_channel.message.url": "x://REDACTED@dice.example/",
  });
});

Deno.test("MessageReader leaves out fields that throw", () => {
  const message = {
    get secret(): string {
      throw new Error("do not look");
    },
    get serverAddress(): string {
      throw new Error("do not look");
    },
    found: 1,
  };
  const { readFields, readServer } = reader("secret", "found");
  assert.deepEqual(readFields(message), { "diagnostics_channel.message.found": 1 });
  assert.deepEqual(readServer(message), {});
});
