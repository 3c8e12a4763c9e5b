/** The members that are there: `undefined` is not the same as absent in the contract. */
export type WithoutAbsent<T> =
  & { [K in keyof T as undefined extends T[K] ? never : K]: T[K] }
  & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** A copy without the members that are `undefined`. */
export function withoutAbsent<T extends object>(members: T): WithoutAbsent<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as WithoutAbsent<T>;
}
