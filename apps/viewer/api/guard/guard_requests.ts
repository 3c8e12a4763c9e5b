import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isAllowedHost } from "./is_allowed_host.ts";
import { isOwnOrigin } from "./is_own_origin.ts";
import { isSameSecret } from "./is_same_secret.ts";
import { SECURITY_HEADERS } from "./security_headers.ts";

/** Who may ask. */
export interface GuardOptions {
  /** What a client has to show. @default nothing */
  readonly token?: string;
  /** The name that the viewer was told to listen on. */
  readonly hostname?: string;
  /** Sent as `Server`: how a second viewer, or the dice server's launcher, knows this one. */
  readonly server: string;
}

/**
 * Answers only whom it may concern: the Host has to be ours, the Origin too, and the token has to be
 * there, as `Authorization: Bearer`, as the cookie that the printed link has set, or in that link.
 */
export function guardRequests({ token, hostname, server }: GuardOptions): MiddlewareHandler {
  return async function guard(c, next) {
    const refused = refuse(c, { token, hostname });
    if (refused === undefined) await next();
    else c.res = refused;
    c.res.headers.set("server", server);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value);
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}

function refuse(
  c: Context,
  { token, hostname }: {
    readonly token: string | undefined;
    readonly hostname: string | undefined;
  },
): Response | undefined {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  // With a token, a page of others is a stranger whatever it calls this machine.
  if (token === undefined && !isAllowedHost(host, hostname)) {
    return c.json({ error: "Cannot answer: the request is for another host" }, 403);
  }
  if (!isOwnOrigin(c.req.raw.headers, host)) {
    return c.json({ error: "Cannot answer: the request comes from another page" }, 403);
  }
  if (token === undefined) return undefined;
  const cookie = `otel_deno_viewer_${new URL(`http://${host}`).port || "80"}`;
  const given = c.req.query("token");
  if (given !== undefined && isSameSecret(given, token)) {
    setCookie(c, cookie, token, { httpOnly: true, sameSite: "Strict", path: "/" });
    // Out of the address, so that nobody passes it on with a link.
    const url = new URL(c.req.url);
    url.searchParams.delete("token");
    return c.redirect(`${url.pathname}${url.search}`, 303);
  }
  const shown = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ??
    getCookie(c, cookie);
  if (shown !== undefined && isSameSecret(shown, token)) return undefined;
  return c.json({ error: "Cannot answer: the token that the viewer has printed is missing" }, 401, {
    "www-authenticate": "Bearer",
  });
}
