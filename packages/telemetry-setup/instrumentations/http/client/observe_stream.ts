// Hot path: runs once an outgoing request whose body is read as a stream.

/** Is told what becomes of a body. */
export interface BodyObserver {
  /** Somebody reads it; of one that reads a stream and is dropped half-way, nothing more is told. */
  begin(stream?: ReadableStream): void;
  /** Its end was read, or it was given up. */
  end(): void;
  /** It broke off. */
  fail(error: unknown): void;
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * Tells an observer how a stream is read, in whichever way; the stream stays itself, so that Deno
 * still recognises it as one that it can send on without reading. That alone is not seen.
 */
export function observeStream(stream: Bytes, observer: BodyObserver): void {
  const { getReader, pipeTo, pipeThrough, tee, values, cancel } = stream;

  function iterate(...args: Parameters<typeof values>) {
    const iterator = values.apply(stream, args);
    observer.begin(stream);
    return observeIterator(iterator, observer);
  }

  define(stream, {
    getReader(...args: []) {
      const reader = getReader.apply(stream, args) as ReadableStreamDefaultReader;
      observer.begin(stream);
      observeReader(reader, observer);
      return reader;
    },
    pipeTo(...args: Parameters<typeof pipeTo>) {
      const isAble = !stream.locked && args[0] instanceof WritableStream && !args[0].locked;
      const piped = pipeTo.apply(stream, args);
      if (!isAble) return piped;
      observer.begin(stream);
      return piped.then(
        () => observer.end(),
        (error) => {
          observer.fail(error);
          throw error;
        },
      );
    },
    pipeThrough(...args: Parameters<typeof pipeThrough>) {
      const [transform, options] = args;
      const { readable, writable } = Object(transform) as Partial<typeof transform>;
      const isAble = !stream.locked && writable instanceof WritableStream && !writable.locked &&
        readable instanceof ReadableStream &&
        (options?.signal === undefined || options.signal instanceof AbortSignal);
      if (!isAble) return pipeThrough.apply(stream, args);
      // By the standard it is this, with what is rejected told by the streams alone.
      stream.pipeTo(writable, options).catch(() => {});
      return readable;
    },
    tee() {
      const branches = tee.apply(stream);
      observer.begin(stream);
      for (const branch of branches) observeStream(branch as Bytes, observer);
      return branches;
    },
    cancel(...args: Parameters<typeof cancel>) {
      const isAble = !stream.locked;
      const cancelled = cancel.apply(stream, args);
      if (isAble) {
        observer.begin(stream);
        observer.end();
      }
      return cancelled;
    },
    values: iterate,
    [Symbol.asyncIterator]: iterate,
  });
}

function observeReader(reader: ReadableStreamDefaultReader, observer: BodyObserver): void {
  const { releaseLock } = reader;
  let released = false;
  define(reader, {
    releaseLock() {
      released = true;
      releaseLock.call(reader);
    },
  });
  reader.closed.then(
    () => observer.end(),
    (error) => {
      // Released before the end: another reader may go on.
      if (!released) observer.fail(error);
    },
  );
}

function observeIterator<I extends AsyncIterator<unknown>>(iterator: I, observer: BodyObserver): I {
  const { next, return: giveUp } = iterator;
  define(iterator, {
    next() {
      return next.call(iterator).then(
        (result) => {
          if (result.done === true) observer.end();
          return result;
        },
        (error) => {
          observer.fail(error);
          throw error;
        },
      );
    },
    ...giveUp !== undefined && {
      return(value?: unknown) {
        observer.end();
        return giveUp.call(iterator, value);
      },
    },
  });
  return iterator;
}

/** Not enumerable, as what it hides on the prototype. */
function define(target: object, methods: Record<PropertyKey, unknown>): void {
  for (const key of Reflect.ownKeys(methods)) {
    const value = methods[key as string];
    Object.defineProperty(target, key, { value, configurable: true, writable: true });
  }
}
