import { diag } from "@opentelemetry/api";
import { registerHooks } from "node:module";
import { replaceProperty } from "../../../replace_property.ts";

/** What is used of a `ClientHttp2Session`. */
export interface Http2Session {
  request(headers?: Http2Headers, options?: unknown): object;
}

/** By name, or names and values in turn. */
export type Http2Headers = Readonly<Record<string, unknown>> | readonly unknown[];

/** What takes the place of the method of all sessions. */
export type AroundRequest = (
  session: Http2Session,
  headers: Http2Headers | undefined,
  send: (headers: Http2Headers | undefined) => object,
) => object;

/** What is observed of sessions, and how others are found. */
export interface AdoptedSessions extends Disposable {
  /** Observes the requests of all sessions from now on, once one of them is there. */
  adopt(session: Http2Session): void;
  /** Where a session goes, such as `https://dice.example`, if that is known. */
  originOf(session: Http2Session): string | undefined;
  /** Keeps what a session's first request told. */
  setOrigin(session: Http2Session, origin: string): void;
}

const MODULE = /^(node:)?http2$/;

interface Http2Module {
  connect(authority: unknown, ...rest: unknown[]): Http2Session;
}

/**
 * Observes the requests of clients of `node:http2`. Their class is exported nowhere: the first session
 * has it. That is seen when it connects, for which the module is changed as something is about to
 * import or require it, because Deno takes long to load it.
 */
export function adoptSessions(around: AroundRequest): AdoptedSessions {
  const undo = new DisposableStack();
  const origins = new WeakMap<Http2Session, string>();
  let adopted = false;

  function adopt(session: Http2Session): void {
    if (adopted) return;
    adopted = true;
    const prototype = Object.getPrototypeOf(session) as Http2Session;
    undo.use(
      replaceProperty(
        prototype,
        "request",
        (original) =>
          function (this: Http2Session, headers, ...rest) {
            const send = (headers?: Http2Headers) =>
              Reflect.apply(original, this, [headers, ...rest]) as object;
            return undo.disposed ? send(headers) : around(this, headers, send);
          },
      ),
    );
  }

  function observeConnect(): void {
    const module = process.getBuiltinModule("node:http2") as unknown as Http2Module;
    undo.use(replaceProperty(module, "connect", (original) =>
      function (authority, ...rest) {
        const session = Reflect.apply(original, module, [authority, ...rest]) as Http2Session;
        if (undo.disposed) return session;
        attempt(() => {
          adopt(session);
          const isUrl = typeof authority === "string" || authority instanceof URL;
          const url = isUrl ? URL.parse(String(authority)) : null;
          if (url !== null && /^https?:$/.test(url.protocol)) origins.set(session, url.origin);
        });
        return session;
      }));
  }

  let seen = false;
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      if (!seen && MODULE.test(specifier)) {
        seen = true;
        attempt(observeConnect);
      }
      return nextResolve(specifier, context);
    },
  });
  undo.defer(() => hooks.deregister());
  return {
    adopt,
    originOf: (session) => origins.get(session),
    setOrigin: (session, origin) => void origins.set(session, origin),
    [Symbol.dispose]: () => undo.dispose(),
  };
}

/** What goes wrong with us must not go wrong for the application. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    diag.warn("Cannot observe clients of node:http2", error);
  }
}
