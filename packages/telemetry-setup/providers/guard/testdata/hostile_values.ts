/** Values of every kind that an application without types can give, each made anew. */
export const HOSTILE_VALUES: Readonly<Record<string, () => unknown>> = {
  "nothing": () => null,
  "undefined": () => undefined,
  "not a number": () => NaN,
  "infinity": () => -Infinity,
  "a bigint": () => 7n,
  "a bigint beyond 64 bits": () => 2n ** 70n,
  "a bigint of a million bits": () => 1n << 1_000_000n,
  "a symbol": () => Symbol("secret"),
  "a function": () => () => 1,
  "a class": () => class Dice {},
  "a map": () => ({ a: { b: [1, "two", null] } }),
  "a nested list": () => [[1, ["a"]], null, { a: 1 }],
  "a mixed list": () => [1, "a", null, true, undefined],
  // deno-lint-ignore no-sparse-arrays -- holes are what is tested
  "a list with holes": () => [, 1, ,],
  "bytes": () => new Uint8Array([0, 255]),
  "floats": () => new Float64Array([0.5, NaN]),
  "a shared buffer": () => new SharedArrayBuffer(8),
  "a cycle": () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    return cycle;
  },
  "a list within itself": () => {
    const list: unknown[] = [];
    list.push(list);
    return list;
  },
  "a getter that throws": () => ({
    get dice(): never {
      throw new Error("no");
    },
  }),
  "a proxy that throws": () => throwing({}),
  "a list that throws": () => throwing([]),
  "a function that throws": () => throwing(() => {}),
  "a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "a toJSON that throws": () => ({
    toJSON() {
      throw new Error("no");
    },
  }),
  "a toString that throws": () => ({
    toString() {
      throw new Error("no");
    },
  }),
  "a date": () => new Date(0),
  "a date that is none": () => new Date(NaN),
  "a regular expression": () => /\d/g,
  "a Map": () => new Map<unknown, unknown>([["a", 1], [Symbol("k"), { b: 2 }]]),
  "a Set": () => new Set([1, "a"]),
  "a WeakMap": () => new WeakMap(),
  "an error": () => new TypeError("no dice", { cause: new Error("why") }),
  "several errors": () => new AggregateError([new Error("a"), 1], "both"),
  "a promise": () => Promise.resolve(1),
  "a URL": () => new URL("http://user:secret@localhost/"),
  "a request": () => new Request("http://localhost/"),
  "an instance": () =>
    new (class Point {
      x = 1;
      #y = 2;
      get y() {
        return this.#y;
      }
    })(),
  "an object without prototype": () => Object.create(null),
  "a prototype": () => JSON.parse('{"__proto__":{"polluted":true},"a":1}'),
  "a constructor": () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  "ten thousand levels of maps": () => nest((inner) => ({ inner })),
  "ten thousand levels of lists": () => nest((inner) => [inner]),
  "ten thousand members": () =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [i, i])),
  "half a surrogate pair": () => "dice \ud83c",
  "control characters": () => "\0\x1b[31m\u2028",
  "the empty string": () => "",
  "a boxed string": () => new String("boxed"),
};

function throwing<T extends object>(target: T): T {
  return new Proxy(
    target,
    new Proxy({}, {
      get: () => () => {
        throw new Error("no");
      },
    }),
  );
}

function nest(around: (inner: unknown) => unknown): unknown {
  let nested: unknown = "bottom";
  for (let level = 0; level < 10_000; level++) nested = around(nested);
  return nested;
}
