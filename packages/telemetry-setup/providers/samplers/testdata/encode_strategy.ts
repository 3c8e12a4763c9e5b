/** A field that holds a message or a text. */
export function bytesField(number: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  if (bytes.length > 127) throw new RangeError("Cannot encode the field: it is too long");
  return new Uint8Array([number << 3 | 2, bytes.length, ...bytes]);
}

/** A field that holds a double. */
export function doubleField(number: number, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(9));
  view.setUint8(0, number << 3 | 1);
  view.setFloat64(1, value, true);
  return new Uint8Array(view.buffer);
}

/** The fields of a message, one after the other. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(fields.flatMap((field) => [...field]));
}

/** `SamplingStrategyResponse` with one rate for the whole service. */
export function probabilisticAnswer(rate: number): Uint8Array {
  return bytesField(2, doubleField(1, rate));
}
