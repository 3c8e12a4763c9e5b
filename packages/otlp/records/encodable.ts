/**
 * What the encoders take in place of a record `T`: a record is one, and
 *
 * - any field may be left out or `undefined`, which means its default (0, `""`, `false`, no
 *   members), or that it is absent where it is optional in `T`;
 * - an integer of 64 bits may be a number, where it is a safe integer.
 */
export type Encodable<T> = T extends bigint ? bigint | number
  : T extends string | number | boolean | undefined | Uint8Array ? T
  : T extends readonly (infer Item)[] ? readonly Encodable<Item>[]
  : { readonly [Key in keyof T]?: Encodable<T[Key]> | undefined };
