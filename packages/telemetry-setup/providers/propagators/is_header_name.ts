// Hot path: runs for each entry of the baggage of each request.
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** Whether a text can be the name of an HTTP header, a token of RFC 9110. */
export function isHeaderName(text: string): boolean {
  return TOKEN.test(text);
}
