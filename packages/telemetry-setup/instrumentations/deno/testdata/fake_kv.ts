/** Stands for Deno KV: the same methods, in memory, and nothing that needs `--unstable-kv`. */
export function fakeKv() {
  class Atomic {
    #changes = 0;
    check(_check: object): this {
      return this;
    }
    set(_key: unknown[], _value: unknown): this {
      this.#changes++;
      return this;
    }
    delete(_key: unknown[]): this {
      this.#changes++;
      return this;
    }
    mutate(...mutations: object[]): this {
      this.#changes += mutations.length;
      return this;
    }
    commit() {
      return Promise.resolve({ ok: true, changes: this.#changes });
    }
  }
  class Kv {
    readonly #values = new Map<string, unknown>();
    #handler: ((message: unknown) => unknown) | undefined;
    cancelled: unknown;
    atomic(): Atomic {
      return new Atomic();
    }
    get(key: unknown[]) {
      return Promise.resolve({ key, value: this.#values.get(key.join()) });
    }
    getMany(keys: unknown[][]) {
      return Promise.all(keys.map((key) => ({ key, value: this.#values.get(key.join()) })));
    }
    set(key: unknown[], value: unknown) {
      if (key.includes("bad")) return Promise.reject(new TypeError("no room for bad"));
      this.#values.set(key.join(), value);
      return Promise.resolve({ ok: true });
    }
    delete(key: unknown[]) {
      this.#values.delete(key.join());
      return Promise.resolve();
    }
    list(_selector: object, _options?: { readonly limit?: number }) {
      return new Iterator();
    }
    watch(_keys: unknown[][]): ReadableStream<string> {
      const values = ["first", "second", "third"];
      return new ReadableStream({
        pull: (controller) => controller.enqueue(values.shift()!),
        cancel: (reason) => void (this.cancelled = reason),
      });
    }
    enqueue(message: unknown) {
      if (message === "bad") return Promise.reject(new TypeError("no room for bad"));
      return Promise.resolve(this.#handler?.(message)).then(() => ({ ok: true }));
    }
    listenQueue(handler: (message: unknown) => unknown) {
      this.#handler = handler;
      return Promise.resolve();
    }
  }
  class Iterator {
    #next = 1;
    readonly cursor = "the cursor";
    next() {
      const value = this.#next++;
      return Promise.resolve(value > 3 ? { done: true, value: undefined } : { done: false, value });
    }
    [Symbol.asyncIterator]() {
      return this;
    }
  }
  return { openKv: (_path?: string) => Promise.resolve(new Kv()) };
}
