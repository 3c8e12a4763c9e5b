/** What every service carries on, so what no service may count on more than. */
const MAX_LENGTH = 512;
const LARGE_MEMBER = 128;

/**
 * A `tracestate` header that others carry on: at most 512 characters. Whole members go: first those
 * of more than 128 characters, then the oldest, which stand last.
 *
 * @see {@link https://www.w3.org/TR/trace-context-2/#tracestate-limits}
 */
export function shortenTraceState(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const members = text.split(",");
  let length = text.length;
  for (const isCandidate of [(member: string) => member.length > LARGE_MEMBER, () => true]) {
    for (let index = members.length - 1; index >= 0 && length > MAX_LENGTH; index--) {
      const member = members[index]!;
      if (!isCandidate(member)) continue;
      members.splice(index, 1);
      length -= member.length + 1;
    }
  }
  return members.join(",");
}
