import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** What a {@linkcode VirtualList} shows. */
export interface VirtualListProps {
  readonly count: number;
  /** Pixels; all rows have the same. */
  readonly rowHeight: number;
  readonly row: (index: number) => ComponentChildren;
  /** The row that has to be seen; scrolls when it changes. */
  readonly reveal?: number | undefined;
  /** Called when the last rows come into sight. */
  readonly onEnd?: () => void;
  readonly label: string;
  readonly class?: string;
}

/** Rows beyond what is seen: a fast scroll shows no gap. */
const SPARE = 8;
/** They are made so many milliseconds after a jump, which has to make all that is seen at once. */
const SPARE_DELAY = 80;

/** A list of any length, of which only the rows in sight exist. */
export function VirtualList(props: VirtualListProps): JSX.Element {
  const { count, rowHeight, row, reveal, onEnd, label } = props;
  const frame = useRef<HTMLDivElement>(null);
  // Asking an element for its height while scrolling makes the browser lay out the page.
  const height = useRef(0);
  const [{ first, seen, spare }, setWindow] = useState({ first: 0, seen: 40, spare: SPARE });
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);

  const measure = () => {
    const element = frame.current;
    if (element === null) return;
    const next = {
      first: Math.floor(element.scrollTop / rowHeight),
      seen: Math.ceil(height.current / rowHeight) + 1,
    };
    setWindow((before) => {
      if (before.first === next.first && before.seen === next.seen) return before;
      const isJump = Math.abs(next.first - before.first) > SPARE;
      if (isJump) addSpareLater();
      return { ...next, spare: isJump ? 0 : before.spare };
    });
    if (onEnd !== undefined && next.first + next.seen >= count - 5) onEnd();
  };

  const addSpareLater = () => {
    clearTimeout(settle.current);
    settle.current = setTimeout(
      () => setWindow((before) => ({ ...before, spare: SPARE })),
      SPARE_DELAY,
    );
  };
  useLayoutEffect(() => () => clearTimeout(settle.current), []);

  useLayoutEffect(() => {
    const resize = () => {
      height.current = frame.current?.clientHeight ?? 0;
      measure();
    };
    resize();
    const observer = new ResizeObserver(resize);
    if (frame.current !== null) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [rowHeight, count]);

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || reveal === undefined || reveal < 0) return;
    const top = reveal * rowHeight;
    const room = element.clientHeight;
    if (top < element.scrollTop || top + rowHeight > element.scrollTop + room) {
      element.scrollTop = Math.max(0, top - room / 3);
      measure();
    }
  }, [reveal]);

  const start = Math.max(0, Math.min(first, count - 1) - spare);
  const end = Math.min(count, first + seen + spare);
  const slots = seen + 2 * SPARE;
  const rows: ComponentChildren[] = [];
  for (let index = start; index < end; index++) {
    rows.push(
      <div
        // A row that comes takes the elements of one that goes: a jump makes no new ones.
        key={index % slots}
        role="listitem"
        class="list-item"
        aria-setsize={count}
        aria-posinset={index + 1}
        style={{ height: `${rowHeight}px` }}
      >
        {row(index)}
      </div>,
    );
  }
  return (
    <div
      ref={frame}
      class={`list ${props.class ?? ""}`}
      onScroll={measure}
      role="list"
      aria-label={label}
      tabIndex={0}
    >
      <div class="list-space" style={{ height: `${count * rowHeight}px` }}>
        <div class="list-window" style={{ transform: `translateY(${start * rowHeight}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
