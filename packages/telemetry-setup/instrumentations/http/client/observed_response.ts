// Hot path: one is made for each answer to a request that is observed.
import type { BodyObserver } from "./observe_stream.ts";

/** Gives back what it is given, so that a class that extends it adds its members to that. */
class Given {
  constructor(given: object) {
    return given;
  }
}

/**
 * What is known of a response that is observed, in private members of the response itself: nobody
 * else sees them, and they go with it. A `WeakMap` would do the same, but the garbage collector goes
 * through all that it has, again and again.
 */
export class ObservedResponse extends Given {
  #observer: BodyObserver;
  /** What the application has asked for; to look at other bodies may change how they are sent on. */
  #stream: ReadableStream | undefined = undefined;

  private constructor(response: Response, observer: BodyObserver) {
    super(response);
    this.#observer = observer;
  }

  /** Has the reading of its body told to an observer, in place of one that was told before. */
  static observe(response: Response, observer: BodyObserver): void {
    if (#observer in response) (response as ObservedResponse).#observer = observer;
    else new ObservedResponse(response, observer);
  }

  /** @returns `undefined` of a response that is not observed. */
  static observerOf(response: Response): BodyObserver | undefined {
    return #observer in response ? (response as ObservedResponse).#observer : undefined;
  }

  /** The stream that the application has of its body. */
  static streamOf(response: Response): ReadableStream | undefined {
    return #observer in response ? (response as ObservedResponse).#stream : undefined;
  }

  /** Keeps that stream; does nothing for a response that is not observed. */
  static keepStream(response: Response, stream: ReadableStream): void {
    if (#observer in response) (response as ObservedResponse).#stream = stream;
  }
}
