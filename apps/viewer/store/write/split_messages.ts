// Hot path: runs for every batch that is stored.
/** Where the parts of a message lie in it. */
export interface MessageParts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each part begins, tag included; and at last where the last one ends. */
  readonly offsets: readonly number[];
}

/**
 * Finds the repeated members of an encoded message of which each level has one member only: for
 * `TracesData` with one resource and one scope, depth 2, the spans.
 */
export function splitMessages(bytes: Uint8Array<ArrayBuffer>, depth: number): MessageParts {
  let position = 0;
  for (let level = 0; level < depth && position < bytes.length; level++) {
    position = skipVarint(bytes, position + 1);
  }
  const offsets: number[] = [];
  while (position < bytes.length) {
    offsets.push(position);
    position++;
    let length = 0;
    let factor = 1;
    while (bytes[position]! > 127) {
      length += (bytes[position++]! - 128) * factor;
      factor *= 128;
    }
    length += bytes[position++]! * factor;
    position += length;
  }
  offsets.push(position);
  return { bytes, offsets };
}

function skipVarint(bytes: Uint8Array, start: number): number {
  let position = start;
  while (bytes[position]! > 127) position++;
  return position + 1;
}
