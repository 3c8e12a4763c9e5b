/**
 * Whether a request comes from the viewer's own pages, or from no page at all. Pages of others may
 * neither read nor change anything here, although a browser lets them send some requests.
 */
export function isOwnOrigin(headers: Headers, host: string | undefined): boolean {
  const origin = headers.get("origin");
  if (origin === null) {
    // A browser that sends no Origin tells this; what is no browser does not.
    const site = headers.get("sec-fetch-site");
    return site === null || site === "same-origin" || site === "none";
  }
  return URL.parse(origin)?.host === host;
}
