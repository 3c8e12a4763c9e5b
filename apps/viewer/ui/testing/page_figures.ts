/** How a big trace opens and scrolls in Chromium: medians of five rounds, in milliseconds. */
export interface PageFigures {
  /** From the click to the first frame with spans, the request included. */
  readonly open: number;
  /** The longest frame while it is scrolled. */
  readonly frame: number;
  /** What a frame costs the page's thread, which other programs do not change. */
  readonly busy: number;
}
