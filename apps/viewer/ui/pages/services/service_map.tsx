import type { JSX } from "preact";
import type { ServiceOverview } from "../../../contract/services.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { formatItems } from "../../model/format/format_items.ts";
import { formatDuration } from "../../model/format/format_duration.ts";
import { visibleText } from "../../model/format/visible_text.ts";
import { searchTerm } from "../../model/search/edit_search.ts";
import { serviceColour } from "../../state/service_colour.ts";
import { serviceLevels } from "../../model/service_levels.ts";

const BOX = { width: 168, height: 40, across: 250, down: 62, edge: 16, below: 52 } as const;
/** A map of more cannot be read. */
const MOST_SERVICES = 40;

/** Services as boxes, callers left of what they call; a thicker line is more calls. */
export function ServiceMap(
  { overview }: { readonly overview: ServiceOverview },
): JSX.Element | null {
  const names = overview.services.slice(0, MOST_SERVICES).map(({ name }) => name);
  const calls = overview.calls.filter(({ from, to }) =>
    // What a service asks of itself is in its routes.
    from !== to && names.includes(from) && names.includes(to)
  );
  if (calls.length === 0) return null;
  const places = placeServices(names, serviceLevels(names, calls));
  const most = Math.max(...calls.map(({ count }) => count));
  const width = Math.max(...[...places.values()].map(({ x }) => x)) + BOX.width + BOX.edge;
  const height = Math.max(...[...places.values()].map(({ y }) => y)) + BOX.height + BOX.below;
  return (
    <div class="map">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Which service calls which"
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0 8 4 0 8z" class="arrow" />
          </marker>
        </defs>
        {calls.map(({ from, to, count, errorCount, p95Nano }) => {
          const [start, end] = [places.get(from)!, places.get(to)!];
          const { path, x, y } = curve(start, end);
          const failed = errorCount > 0;
          return (
            <g key={`${from} ${to}`} class={failed ? "call failed" : "call"}>
              <title>
                {`${visibleText(from)} → ${visibleText(to)}: ${formatItems(count, "call")}, ${
                  formatItems(errorCount, "error")
                }, p95 ${formatDuration(p95Nano)}`}
              </title>
              <path
                d={path}
                stroke-width={1 + 2.5 * (count / most)}
                marker-end="url(#arrow)"
              />
              <text x={x} y={y} text-anchor="middle">
                {formatCount(count)} · {formatDuration(p95Nano)}
              </text>
            </g>
          );
        })}
        {names.map((name) => {
          const { x, y } = places.get(name)!;
          const label = visibleText(name);
          return (
            <a
              key={name}
              href={`/traces?q=${encodeURIComponent(searchTerm("service", name))}`}
              aria-label={`Traces of ${label}`}
            >
              <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="7" class="box" />
              <rect
                x={x}
                y={y + 8}
                width="4"
                height={BOX.height - 16}
                rx="2"
                style={{ fill: serviceColour(name) }}
              />
              <text x={x + 14} y={y + BOX.height / 2 + 4} class="name">
                {label.length > 22 ? `${label.slice(0, 21)}…` : label}
              </text>
            </a>
          );
        })}
      </svg>
    </div>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** From the right side of a box to the left one of another; back again below the boxes. */
function curve(
  start: Place,
  end: Place,
): { readonly path: string; readonly x: number; readonly y: number } {
  if (end.x > start.x) {
    const [x1, y1] = [start.x + BOX.width, start.y + BOX.height / 2];
    const [x2, y2] = [end.x, end.y + BOX.height / 2];
    const bend = (x2 - x1) / 2;
    return {
      path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
      x: (x1 + x2) / 2,
      y: (y1 + y2) / 2 - 7,
    };
  }
  const [x1, y1] = [start.x + BOX.width / 2, start.y + BOX.height];
  const [x2, y2] = [end.x + BOX.width / 2, end.y + BOX.height];
  const low = Math.max(y1, y2) + 40;
  return {
    path: `M${x1} ${y1} C${x1} ${low} ${x2} ${low} ${x2} ${y2}`,
    x: (x1 + x2) / 2,
    y: Math.max(y1, y2) + 26,
  };
}

function placeServices(
  names: readonly string[],
  levels: ReadonlyMap<string, number>,
): ReadonlyMap<string, Place> {
  const rows = new Map<number, number>();
  return new Map(names.map((name) => {
    const level = levels.get(name) ?? 0;
    const row = rows.get(level) ?? 0;
    rows.set(level, row + 1);
    return [name, { x: BOX.edge + level * BOX.across, y: BOX.edge + row * BOX.down }];
  }));
}
