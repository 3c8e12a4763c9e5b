/** Headers as servers and clients of any kind have them; those of `fetch` are such. */
export interface ReadableHeaders {
  /** @param name In lower case. */
  get(name: string): string | null;
  keys(): Iterable<string>;
  getSetCookie(): string[];
}
