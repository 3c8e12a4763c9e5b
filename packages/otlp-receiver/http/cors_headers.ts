/** Which web pages may send. */
export interface CorsOptions {
  /** Whether a page of this origin may. */
  readonly allowOrigin: (origin: string) => boolean;
}

/** The headers that let a web page send, and none for a page that may not and what is no page. */
export function corsHeaders(
  { method, headers }: Pick<Request, "method" | "headers">,
  { allowOrigin }: CorsOptions,
): Readonly<Record<string, string>> {
  const origin = headers.get("origin");
  if (origin === null) return {};
  if (!allowOrigin(origin)) return { vary: "origin" };
  const common = { vary: "origin", "access-control-allow-origin": origin };
  if (!isPreflight({ method, headers })) {
    return { ...common, "access-control-expose-headers": "retry-after" };
  }
  return {
    ...common,
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": headers.get("access-control-request-headers") ?? "content-type",
    "access-control-max-age": "7200",
  };
}

/** Whether a browser asks if a page may send. */
export function isPreflight({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  return method === "OPTIONS" && headers.has("access-control-request-method");
}
