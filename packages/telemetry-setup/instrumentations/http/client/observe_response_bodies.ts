// Hot path: what is defined here runs whenever the body of a response is read.
import { lateGlobal } from "../../late_global.ts";
import { replaceProperty } from "../../replace_property.ts";
import { ObservedResponse } from "./observed_response.ts";
import { type BodyObserver, observeStream } from "./observe_stream.ts";

/** As it was when telemetry started: an application may put another one in its place. */
const responseClass = lateGlobal("Response");

const READING = ["arrayBuffer", "blob", "bytes", "formData", "json", "text"] as const;

/** Tells how the bodies of some responses are read. */
export interface ResponseBodies extends Disposable {
  /** The response stays itself; a clone of it counts as the same. */
  observe(response: Response, observer: BodyObserver): void;
}

/**
 * Observes how bodies of responses are read, by the methods of `Response.prototype`. For responses
 * that are not to be observed those do what they did.
 *
 * The methods are replaced before the application can see any: when it reads `Response`, or when
 * there is the first response.
 */
export function observeResponseBodies(): ResponseBodies {
  const undo = new DisposableStack();
  let observing = false;
  undo.use(replaceProperty(globalThis, "Response", (original) => {
    observeReading();
    return original;
  }));

  function observeReading(): void {
    if (observing || undo.disposed) return;
    observing = true;
    undo.use(replaceMethods(responseClass().prototype));
  }

  return {
    observe(response, observer) {
      observeReading();
      ObservedResponse.observe(response, observer);
    },
    [Symbol.dispose]: () => undo[Symbol.dispose](),
  };
}

function replaceMethods(prototype: Response): Disposable {
  const replaced = new DisposableStack();

  for (const name of READING) {
    const original = prototype[name] as () => Promise<unknown>;
    replace(
      prototype,
      name,
      "value",
      {
        [name](this: Response) {
          const observer = ObservedResponse.observerOf(this);
          // A body that is being read already is no failure of the connection.
          if (
            observer === undefined || this.bodyUsed || ObservedResponse.streamOf(this)?.locked
          ) {
            return original.call(this);
          }
          observer.begin();
          return original.call(this).then(
            (content) => {
              observer.end();
              return content;
            },
            (error) => {
              if (isAboutContent(error, name)) observer.end();
              else observer.fail(error);
              throw error;
            },
          );
        },
      }[name],
      replaced,
    );
  }
  const { clone } = prototype;
  replace(
    prototype,
    "clone",
    "value",
    {
      clone(this: Response) {
        const copy = clone.call(this);
        const observer = ObservedResponse.observerOf(this);
        if (observer !== undefined) ObservedResponse.observe(copy, observer);
        return copy;
      },
    }.clone,
    replaced,
  );
  const body = Object.getOwnPropertyDescriptor(prototype, "body")?.get;
  if (body !== undefined) {
    replace(prototype, "body", "get", function (this: Response) {
      const stream = body.call(this);
      const observer = ObservedResponse.observerOf(this);
      if (
        observer !== undefined && stream !== null && ObservedResponse.streamOf(this) !== stream
      ) {
        ObservedResponse.keepStream(this, stream);
        observeStream(stream, observer);
      }
      return stream;
    }, replaced);
  }
  return replaced;
}

/** All was read, but it is no JSON, or no form. */
function isAboutContent(error: unknown, method: string): boolean {
  if (method === "formData") return error instanceof TypeError && !/connection/.test(error.message);
  return error instanceof SyntaxError;
}

/** Keeps everything else that the property says, and puts the original back if it is still ours. */
function replace(
  target: object,
  name: string,
  part: "value" | "get",
  replacement: unknown,
  undo: DisposableStack,
): void {
  const original = Object.getOwnPropertyDescriptor(target, name);
  if (original === undefined) return;
  Object.defineProperty(target, name, { ...original, [part]: replacement });
  undo.defer(() => {
    if (Object.getOwnPropertyDescriptor(target, name)?.[part] === replacement) {
      Object.defineProperty(target, name, original);
    }
  });
}
