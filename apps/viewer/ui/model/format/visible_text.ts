// Control characters, and those that change the direction or the look of the text around them.
const HIDDEN =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Makes characters visible that could deceive whoever reads the text, such as an escape or an override
 * of the direction: `⟨U+202E⟩`. New lines and tabulators stay.
 */
export function visibleText(text: string): string {
  return text.replace(
    HIDDEN,
    (hidden) => `⟨U+${hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}
