import type { AnyValue } from "@opentelemetry/api";

/** A value of every kind that both the SDK and OTLP have, by what it is. */
export const EVERY_VALUE: Readonly<Record<string, AnyValue>> = {
  "text": 'dice Würfel 骰子 🎲 \u0000\u2028"\\\n\x7f',
  "empty text": "",
  "128 characters": "x".repeat(128),
  "yes": true,
  "no": false,
  "zero": 0,
  "minus zero": -0,
  "negative": -3,
  "32 bits": 2 ** 32,
  "largest safe": Number.MAX_SAFE_INTEGER,
  "smallest safe": Number.MIN_SAFE_INTEGER,
  "beyond safe": 2 ** 60,
  "smallest of 64 bits": -(2 ** 63),
  "fraction": 0.1,
  "tiny": 5e-324,
  "bytes": new Uint8Array([0, 127, 128, 255]),
  "no bytes": new Uint8Array(0),
  "nothing": null,
  "texts": ["a", "ü", ""],
  "mixed list": [1, "two", 2.5, false, null, [3, [4]], { five: 5 }],
  "empty list": [],
  "map": { "": "no name", "inner": { list: [{ a: 1 }], bytes: new Uint8Array([1]) }, "none": null },
  "empty map": {},
};
