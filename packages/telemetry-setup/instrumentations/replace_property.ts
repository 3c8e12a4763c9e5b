// deno-lint-ignore no-explicit-any -- whatever the function takes and returns, it goes on doing
type AnyFunction = (...args: any[]) => unknown;

/**
 * Puts another function or class in the place of one that an object has. It has the name and length
 * of the original, and is made when it is read for the first time: to read some members of `Deno`
 * loads a part of it.
 *
 * @param replace Makes what takes the original's place.
 * @returns Puts the original back, unless somebody else has put something there.
 */
export function replaceProperty<T extends object, K extends keyof T & string>(
  target: T,
  key: K,
  replace: (original: T[K]) => T[K],
): Disposable {
  const descriptor = Object.getOwnPropertyDescriptor(target, key);
  if (descriptor?.configurable !== true) return new DisposableStack();
  const isAccessor = descriptor.get !== undefined;
  let replacement: T[K] | undefined;
  const read = () => {
    if (replacement === undefined) {
      const original = isAccessor ? descriptor.get!.call(target) : descriptor.value;
      if (typeof original !== "function") return original;
      replacement = likeOriginal(replace(original), original);
    }
    return replacement;
  };
  const replaced: PropertyDescriptor = isAccessor
    ? { ...descriptor, get: read, ...descriptor.set && { set: assign } }
    : { ...descriptor, value: read() };
  function assign(value: unknown): void {
    const { enumerable = true } = descriptor!;
    Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
  }
  Object.defineProperty(target, key, replaced);
  return {
    [Symbol.dispose]() {
      const current = Object.getOwnPropertyDescriptor(target, key);
      const isOurs = isAccessor ? current?.get === read : current?.value === replaced.value;
      if (isOurs) Object.defineProperty(target, key, descriptor);
    },
  };
}

function likeOriginal<T>(replacement: T, original: AnyFunction): T {
  const { name, length } = original;
  const like = { name, length };
  for (const key of ["name", "length"] as const) {
    Object.defineProperty(replacement, key, { value: like[key], configurable: true });
  }
  return replacement;
}
