import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether a header `Authorization` shows the token. Takes the same time for every wrong one, so that
 * nobody learns by the clock how much of it is right.
 */
export function isAuthorized(authorization: string | null, token: string): boolean {
  const [, shown] = /^bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
  return timingSafeEqual(digest(shown ?? ""), digest(token)) && shown !== undefined;
}

/** All digests have the same length, as the comparison asks for. */
function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
