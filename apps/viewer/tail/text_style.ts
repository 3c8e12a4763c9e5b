/** Marks parts of a line; without colours they stay as they are. */
export interface TextStyle {
  dim(text: string): string;
  bold(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

/** @param colors Whether the output shows colours. */
export function createTextStyle(colors: boolean): TextStyle {
  const style = (code: number) => (text: string) =>
    colors && text !== "" ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { dim: style(2), bold: style(1), bad: style(31), warn: style(33) };
}
