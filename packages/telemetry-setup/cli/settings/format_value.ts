/** Formats a value of the model for people, in one line: `name=value` for what has a name. */
export function formatValue(value: unknown): string {
  if (value === null || value === "") return "not set";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(formatValue).join(", ");
  if (typeof value !== "object") return JSON.stringify(String(value)).slice(1, -1);
  const { name, value: given, ...rest } = value as Readonly<Record<string, unknown>>;
  if (typeof name === "string" && given !== undefined && Object.keys(rest).every(isType)) {
    return `${formatValue(name)}=${formatValue(given)}`;
  }
  return JSON.stringify(value);
}

/** Of an attribute; its value shows it. */
function isType(key: string): boolean {
  return key === "type";
}
