/**
 * What a parser makes of a text:
 *
 * - a value;
 * - a value and a complaint, where only a part can be used or another value has to be used;
 * - a complaint, where nothing can be used and the setting counts as not set.
 */
export type Parsed<T> =
  | { readonly value: T; readonly expected?: undefined }
  | { readonly value: T; readonly expected: string; readonly used: string }
  | { readonly value?: undefined; readonly expected: string };
