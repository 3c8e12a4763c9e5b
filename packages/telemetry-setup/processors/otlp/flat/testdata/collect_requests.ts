import type { PutRequest } from "../flat_collector.ts";

/** Makes a collector, and keeps the requests that it hands over. */
export function collectRequests<T>(create: (put: PutRequest) => T) {
  const puts: { readonly bytes: Uint8Array; readonly about: Parameters<PutRequest>[1] }[] = [];
  const collector = create((bytes, about) => void puts.push({ bytes, about }));
  return { collector, puts };
}
