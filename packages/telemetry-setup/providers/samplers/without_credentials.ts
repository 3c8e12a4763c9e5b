/** An endpoint as messages may show it: without user and password. */
export function withoutCredentials(endpoint: string): string {
  return endpoint.replace(/^([a-z][a-z\d+.-]*:\/\/)?[^/]*@/i, "$1");
}
