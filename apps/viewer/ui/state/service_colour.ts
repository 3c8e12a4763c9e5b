const SLOTS = 8;
const STORED = "viewer.service-colours";
/** Names come from outside: the memory of them is bounded. */
const MOST = 500;

const slots = new Map<string, number>(readStored());

/**
 * The CSS variable with the colour of a service: the same on every page and after a reload, and another
 * one than those of the services before it, as long as there are enough.
 */
export function serviceColour(service: string): string {
  return `var(--service-${serviceSlot(service)})`;
}

/** Which of the eight colours a service has. */
export function serviceSlot(service: string): number {
  const known = slots.get(service);
  if (known !== undefined) return known;
  const slot = slots.size % SLOTS;
  if (slots.size >= MOST || service.length > 500) return slot;
  slots.set(service, slot);
  try {
    localStorage.setItem(STORED, JSON.stringify([...slots]));
  } catch {
    // Storage is switched off or full: colours last as long as the page.
  }
  return slot;
}

function readStored(): readonly (readonly [string, number])[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    if (!Array.isArray(stored)) return [];
    return stored.filter((entry): entry is [string, number] =>
      Array.isArray(entry) && typeof entry[0] === "string" && Number.isInteger(entry[1]) &&
      entry[1] >= 0 && entry[1] < SLOTS
    ).slice(0, MOST);
  } catch {
    return [];
  }
}
