import type uPlot from "uplot";
import type { JsonExemplar } from "../../../contract/metrics.ts";
import { cssColour } from "../../parts/plot_style.ts";
import { navigate } from "../../state/router.ts";
import { traceUrl } from "../../state/trace_url.ts";

const RADIUS = 3.5;

/** Draws exemplars into a chart as dots that open their trace. */
export function exemplarDots(
  exemplars: { readonly current: readonly JsonExemplar[] },
): Pick<uPlot.Hooks.Arrays, "draw" | "ready"> {
  return {
    draw: [(plot) => {
      const { ctx } = plot;
      const scale = devicePixelRatio;
      ctx.save();
      ctx.beginPath();
      ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
      ctx.clip();
      ctx.fillStyle = cssColour("--page");
      ctx.strokeStyle = cssColour("--accent");
      ctx.lineWidth = 1.75 * scale;
      for (const { x, y } of exemplars.current.map((one) => place(plot, one, true))) {
        ctx.beginPath();
        ctx.arc(x, y, RADIUS * scale, 0, 2 * Math.PI);
        ctx.fill();
        ctx.stroke();
      }
      ctx.restore();
    }],
    ready: [(plot) => {
      let down = { x: 0, y: 0 };
      plot.over.addEventListener("mousedown", ({ clientX, clientY }) => {
        down = { x: clientX, y: clientY };
      });
      plot.over.addEventListener("mousemove", (event) => {
        plot.over.style.cursor = under(plot, event, exemplars.current) === undefined
          ? ""
          : "pointer";
      });
      plot.over.addEventListener("click", (event) => {
        if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > 4) return;
        const hit = under(plot, event, exemplars.current);
        if (hit !== undefined) navigate(traceUrl(hit.traceId, hit.spanId));
      });
    }],
  };
}

function place(plot: uPlot, { timeUnixNano, value }: JsonExemplar, canvas: boolean) {
  return {
    x: plot.valToPos(Number(BigInt(timeUnixNano) / 1000n) / 1e6, "x", canvas),
    y: plot.valToPos(value, "y", canvas),
  };
}

function under(
  plot: uPlot,
  event: MouseEvent,
  exemplars: readonly JsonExemplar[],
): JsonExemplar | undefined {
  const box = plot.over.getBoundingClientRect();
  return exemplars.findLast((one) => {
    const { x, y } = place(plot, one, false);
    return one.traceId !== "" &&
      Math.hypot(event.clientX - box.left - x, event.clientY - box.top - y) < RADIUS + 5;
  });
}
