/** One environment variable: how it is read, and what it is for. */
export interface EnvVariable {
  /** As it is set; all begin with `OTEL_`. */
  readonly name: string;
  /**
   * How its text is parsed. Integers lie between `min` and `max`; a duration is an integer in
   * milliseconds; names in an enum may be written in any case; a list has commas between its parts,
   * and those of a pattern list are regular expressions; a file is a path.
   */
  readonly type:
    | "boolean"
    | "integer"
    | "duration"
    | "enum"
    | "enumList"
    | "string"
    | "list"
    | "patternList"
    | "keyValueList"
    | "url"
    | "file";
  /**
   * What holds when neither it nor the one that it falls back to is set; `null` where that is
   * nothing.
   */
  readonly default?: boolean | number | string | readonly string[] | null;
  /** The default in words, where it is not one value. */
  readonly defaultText?: string;
  /** The more general variable that holds when this one is not set. */
  readonly fallsBackTo?: string;
  /** The variable of ours that is meant, where this is another distribution's name for it. */
  readonly aliasOf?: string;
  /** All names of an enum. */
  readonly values?: readonly string[];
  /**
   * The smallest integer or duration.
   *
   * @default 0
   */
  readonly min?: number;
  /**
   * The largest integer or duration.
   *
   * @default 2147483647
   */
  readonly max?: number;
  /** Whether its value must not be shown. */
  readonly secret?: boolean;
  /** Whether there may be URLs in its text, beside other things. */
  readonly holdsUrls?: boolean;
  /**
   * Whether something acts on it. Where nothing does yet, setting it is a problem.
   *
   * @default true
   */
  readonly effective?: boolean;
  /** The values on which nothing acts yet, where something acts on the others. */
  readonly notYet?: readonly string[];
  /** How firm its definition is. `internal` is set by our own commands only. @default "stable" */
  readonly stability?: "stable" | "development" | "deprecated" | "internal";
  /** What it is for, in half a sentence. */
  readonly description: string;
  /** Where the specification or the conventions define it. Names of ours are defined here. */
  readonly specification?: string;
}

/** The specification's page of environment variables. */
export const SDK_VARIABLES_PAGE =
  "https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/";

/** The specification's page of the OTLP exporter. */
export const OTLP_PAGE = "https://opentelemetry.io/docs/specs/otel/protocol/exporter/";
