/** Encodes the parts that `splitMessages` found as one message again, `tags` from the outside. */
export function joinMessages(
  parts: readonly Uint8Array[],
  tags: readonly number[],
): Uint8Array<ArrayBuffer> {
  let length = parts.reduce((sum, { length }) => sum + length, 0);
  const headers: number[][] = [];
  for (const tag of tags.toReversed()) {
    const header = [tag, ...varint(length)];
    headers.unshift(header);
    length += header.length;
  }
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const part of [...headers, ...parts]) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push(rest % 128 + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
