import { BadRequest } from "../request/bad_request.ts";

/** What is exported. */
export interface Export {
  /** OTLP JSON lines, each with its `\n`. */
  readonly lines: AsyncIterable<string>;
  /** What is called so in the name of the file, such as `run-7`. */
  readonly name: string;
  /** What there is none of where there are no lines. @default then the file is empty */
  readonly what?: string;
}

/**
 * An export as a download, made while it is read.
 *
 * @throws {BadRequest} If there is nothing of what was chosen.
 */
export async function exportResponse({ lines, name, what }: Export): Promise<Response> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true && what !== undefined) {
    throw new BadRequest(`Cannot export: there is no such ${what}`, 404);
  }
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(first);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await (next ?? iterator.next());
      next = undefined;
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="otlp-${name}.jsonl"`,
    },
  });
}
