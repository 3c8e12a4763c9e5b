/**
 * Runs in the browser: the texts in sight whose contrast with what is behind them is below WCAG's AA,
 * with their contrast.
 *
 * @see https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export function lowContrast(): string[] {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true })!;
  const paint = (colours: readonly string[]): readonly number[] => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element): string[] => {
    const colours: string[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      colours.unshift(getComputedStyle(at).backgroundColor);
    }
    return colours;
  };
  const inFront = document.querySelector("dialog[open]") ?? document.body;
  const found = new Set<string>();
  const walker = document.createTreeWalker(inFront, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? "";
    const element = walker.currentNode.parentElement;
    if (text === "" || element === null || !element.checkVisibility()) continue;
    // Text on bars lies on what is no ancestor of it; disabled controls are exempt.
    if (element.closest(".span-duration, svg, option, :disabled, .skip") !== null) continue;
    const background = behind(element);
    const back = luminance(paint(background));
    const front = luminance(paint([...background, getComputedStyle(element).color]));
    const contrast = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
    if (contrast < 4.5) {
      found.add(`${contrast.toFixed(2)} ${element.className}: ${text.slice(0, 40)}`);
    }
  }
  return [...found];
}
