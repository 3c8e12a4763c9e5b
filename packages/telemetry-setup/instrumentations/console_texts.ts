import { createStderrConsole, STATEFUL_METHODS } from "./stderr_console.ts";

type StatefulMethod = typeof STATEFUL_METHODS[number];

/** Tells what the methods of a console print that Deno prints by itself. */
export interface ConsoleTexts {
  /**
   * Does what the method does, but prints nothing.
   *
   * @returns What it would print; `undefined` where that is nothing, or cannot be known: a timer or
   * counter that began before this.
   */
  textOf(method: StatefulMethod, data: readonly unknown[]): string | undefined;
}

/** Creates a console of its own, with counters and timers of its own, that only tells its text. */
export function createConsoleTexts(): ConsoleTexts {
  const texts: unknown[] = [];
  const own = createStderrConsole((_format, text) => void texts.push(text));
  const labels = { counters: new Set<string>(), timers: new Set<string>() };

  /** For a label that is not known, or begun twice, Deno's console warns; this one must not, too. */
  function takes(method: StatefulMethod, label: string): boolean {
    const { counters, timers } = labels;
    switch (method) {
      case "table":
        return true;
      case "count":
        counters.add(label);
        return true;
      case "countReset":
        return counters.delete(label);
      case "time":
        return timers.size < timers.add(label).size;
      case "timeLog":
        return timers.has(label);
      case "timeEnd":
        return timers.delete(label);
    }
  }

  return {
    textOf(method, data) {
      if (!takes(method, String(data[0] ?? "default"))) return undefined;
      texts.length = 0;
      (own[method] as (...data: unknown[]) => void)(...data);
      return texts.length === 0 ? undefined : texts.join("\n");
    },
  };
}
