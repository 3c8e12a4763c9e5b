/** How a value is written in protobuf; `id` is `bytes` that records hold in hexadecimal. */
export type ScalarType =
  | "string"
  | "bytes"
  | "id"
  | "bool"
  | "double"
  | "enum"
  | "uint32"
  | "int32"
  | "sint32"
  | "fixed32"
  | "int64"
  | "uint64"
  | "fixed64"
  | "sfixed64";

/**
 * How often a field occurs: `implicit` always has a value, which is the default where nothing was
 * sent; `optional` may be absent; of a message's `oneof` fields at most one is there; `repeated`
 * is a list.
 */
export type Occurrence = "implicit" | "optional" | "oneof" | "repeated";

/** One field of a message: number, type and occurrence as in the .proto file. */
export type FieldDescription = readonly [
  number: number,
  type: ScalarType | Message,
  occurrence?: Occurrence,
];

/** One field of a message, ready for use. */
export interface Field {
  readonly number: number;
  readonly name: string;
  readonly type: ScalarType | Message;
  readonly occurrence: Occurrence;
}

/** A record while it is being filled. */
export type MutableRecord = Record<string, unknown>;

// Shared by all records: most lists are empty.
const NO_ITEMS: readonly unknown[] = Object.freeze([]);

/** Describes a message of the protocol: what both decoders and the JSON encoder go by. */
export class Message {
  /** The name of the interface of its records. */
  readonly name: string;
  readonly #describe: () => Readonly<Record<string, FieldDescription>>;
  #fields: readonly Field[] | undefined;
  #byNumber: readonly (Field | undefined)[] | undefined;
  #defaults: Readonly<MutableRecord> | undefined;

  /**
   * @param name The name of the interface of its records.
   * @param describe Names and describes the fields in the order of their numbers; called when first
   * needed, so that messages can contain each other and cost nothing where they are not used.
   */
  constructor(name: string, describe: () => Readonly<Record<string, FieldDescription>>) {
    this.name = name;
    this.#describe = describe;
  }

  /** The fields, in the order of their numbers. */
  get fields(): readonly Field[] {
    return this.#fields ??= Object.entries(this.#describe()).map(([name, description]) => {
      const [number, type, occurrence] = description;
      // An absent message can always be told from an empty one.
      const usual = typeof type === "string" ? "implicit" : "optional";
      return { number, name, type, occurrence: occurrence ?? usual };
    });
  }

  /** The fields, each at the index that is its number. */
  get byNumber(): readonly (Field | undefined)[] {
    return this.#byNumber ??= this.fields.reduce<(Field | undefined)[]>((byNumber, field) => {
      byNumber[field.number] = field;
      return byNumber;
    }, []);
  }

  /** Makes a record in which every field has its default. */
  create(): MutableRecord {
    return { ...this.#defaults ??= defaultsOf(this.fields) };
  }
}

/** Makes the description of the message whose records are `T`: all of its fields, and no others. */
export function describeMessage<T>(
  name: string,
  describe: () => { readonly [Name in keyof Required<T>]: FieldDescription },
): Message {
  return new Message(name, describe);
}

function defaultsOf(fields: readonly Field[]): MutableRecord {
  const defaults: MutableRecord = {};
  for (const { name, type, occurrence } of fields) {
    if (occurrence === "repeated") defaults[name] = NO_ITEMS;
    else if (occurrence === "implicit") defaults[name] = defaultOf(type);
  }
  return defaults;
}

function defaultOf(type: ScalarType | Message): string | number | bigint | boolean {
  switch (type) {
    case "string":
    case "id":
      return "";
    case "bool":
      return false;
    case "int64":
    case "uint64":
    case "fixed64":
    case "sfixed64":
      return 0n;
    default:
      return 0;
  }
}
