/** Somewhere to write to; it may take less than it is given, as pipes do. */
export interface SyncWriter {
  writeSync(bytes: Uint8Array): number;
}

/** Writes all of a text before it returns. */
export function writeWhole(writer: SyncWriter, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(writer.writeSync(bytes));
}
