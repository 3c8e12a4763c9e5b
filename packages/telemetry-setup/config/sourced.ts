/**
 * Where a value comes from: nobody gave it (`default`), the configuration file, options in code, or
 * else the name of an environment variable.
 */
export type SettingSource = "default" | "file" | "code" | `OTEL_${string}`;

/** A value, and where it comes from. */
export interface Setting<T> {
  readonly value: T;
  readonly source: SettingSource;
}

/** A value, or a part of the model, that knows where it comes from. */
export class Sourced<T> {
  /** What is used; parts of it may have sources of their own. */
  readonly value: WithSources<T>;
  readonly source: SettingSource;
  /** What an explanation shows, where that is not the value: secrets are masked. */
  readonly shown: unknown;

  constructor(value: WithSources<T>, source: SettingSource, shown: unknown = value) {
    this.value = value;
    this.source = source;
    this.shown = shown;
  }

  /** The value of a setting, in the place where it belongs. */
  static of<T>({ value, source }: Setting<T>): Sourced<T> {
    return new Sourced<T>(value as WithSources<T>, source);
  }
}

/** A tree in which any part may be {@linkcode Sourced}. */
export type WithSources<T> =
  | Sourced<T>
  | (T extends readonly (infer E)[] ? readonly WithSources<E>[]
    : T extends object ? { readonly [K in keyof T]: WithSources<T[K]> }
    : T);
