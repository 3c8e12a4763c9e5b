/** Says why a file or folder cannot be used. Deno puts a number and the path behind the reason. */
export function describeFileError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ \(os error \d+\).*$/s, "");
}
