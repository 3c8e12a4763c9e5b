const SLOTS = 8;
const taken = new Map<string, number>();

/**
 * The CSS variable with the colour of a service: the same on every page, and another one than those
 * of the services before it, as long as there are enough.
 */
export function serviceColour(service: string): string {
  return `var(--service-${serviceSlot(service)})`;
}

/** Which of the eight colours a service has. */
export function serviceSlot(service: string): number {
  const known = taken.get(service);
  if (known !== undefined) return known;
  let slot = hash(service) % SLOTS;
  const used = new Set(taken.values());
  for (let tries = 0; tries < SLOTS && used.has(slot); tries++) slot = (slot + 1) % SLOTS;
  // Names come from outside: the memory of them is bounded.
  if (taken.size < 1000) taken.set(service, slot);
  return slot;
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let at = 0; at < text.length && at < 200; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 16_777_619) >>> 0;
  }
  return value;
}
