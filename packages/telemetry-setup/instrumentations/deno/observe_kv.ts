import { replaceProperty } from "../replace_property.ts";

/** The methods of one class of Deno KV. */
export type Methods = Record<string, (this: object, ...args: unknown[]) => unknown>;

/** What all databases of Deno KV have in common. */
export interface KvPrototypes {
  /** Of what `Deno.openKv` gives. */
  readonly kv: Methods;
  /** Of what its `atomic` gives. */
  readonly atomic: Methods;
}

/** `Deno` with Deno KV, which `--unstable-kv` switches on. */
export interface DenoWithKv {
  openKv?(path?: string): Promise<object>;
}

/**
 * Changes the classes of Deno KV when the first database is opened: before, nothing of it is loaded.
 * Without `--unstable-kv` there is nothing to change.
 *
 * @param change Is called once, and returns how it is undone.
 */
export function observeKv(
  change: (prototypes: KvPrototypes) => Disposable,
  { deno = Deno as DenoWithKv }: { readonly deno?: DenoWithKv } = {},
): Disposable {
  const undo = new DisposableStack();
  let changed = false;
  undo.use(replaceProperty(deno, "openKv", (original) => async (...args) => {
    const database = await Reflect.apply(original!, deno, args);
    if (!changed && !undo.disposed) {
      changed = true;
      undo.use(change(prototypesOf(database)));
    }
    return database;
  }));
  return undo;
}

function prototypesOf(database: object): KvPrototypes {
  const kv = Object.getPrototypeOf(database);
  const atomic = Object.getPrototypeOf(Reflect.apply(kv.atomic, database, []));
  return { kv, atomic };
}
