import { useMemo, useState } from "preact/hooks";
import type { Signal } from "@preact/signals";
import type { Page } from "../../contract/values.ts";
import { notice } from "./dialogs.ts";
import { type Loaded, useLoad } from "./use_load.ts";

/** A list that is live at its beginning, and as long as one scrolls. */
export interface Paged<T> {
  readonly page: Loaded<Page<T>>;
  readonly items: readonly T[];
  /** Asks for what follows, if anything does. */
  readonly more: () => void;
}

/** What a list is loaded with. */
export interface PagedOptions<T> {
  readonly key: string;
  readonly load: (signal: AbortSignal, cursor?: string) => Promise<Page<T>>;
  readonly on: readonly Signal<number>[];
  /** Two items with the same are one. */
  readonly idOf: (item: T) => string | number;
}

/** Loads the first page again and again, and what follows once: it is old. */
export function usePaged<T>({ key, load, on, idOf }: PagedOptions<T>): Paged<T> {
  const page = useLoad({ key, load: (signal) => load(signal), on });
  const [stored, setStored] = useState<Older<T>>(() => nothing(key));
  const older = stored.key === key ? stored : nothing<T>(key);
  const items = useMemo(() => {
    const seen = new Set<string | number>();
    return [...page.data?.items ?? [], ...older.items].filter((item) => {
      const id = idOf(item);
      return !seen.has(id) && seen.add(id);
    });
  }, [page.data, older.items]);

  const more = () => {
    const cursor = older.items.length > 0 ? older.cursor : page.data?.cursor;
    if (cursor === undefined || older.asked) return;
    setStored({ ...older, asked: true });
    load(new AbortController().signal, cursor).then(
      (next) =>
        setStored((now) =>
          now.key !== key
            ? now
            : { key, items: [...now.items, ...next.items], cursor: next.cursor, asked: false }
        ),
      (error: Error) => notice.value = error.message,
    );
  };
  return { page, items, more };
}

interface Older<T> {
  readonly key: string;
  readonly items: readonly T[];
  readonly cursor: string | undefined;
  readonly asked: boolean;
}

function nothing<T>(key: string): Older<T> {
  return { key, items: [], cursor: undefined, asked: false };
}
