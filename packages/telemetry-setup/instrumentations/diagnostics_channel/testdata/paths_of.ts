import type { AppRun, Printed } from "../../testdata/run_app.ts";

/** `grandparent > parent > name` of each span that has the word in its name. */
export function pathsOf({ spans }: AppRun, word: string): readonly string[] {
  const byId = new Map(spans.map((span) => [span["context"].span_id, span]));
  const pathOf = (span: Printed): string => {
    const parent = byId.get(span["parent_id"]);
    return `${parent === undefined ? "" : `${pathOf(parent)} > `}${span["name"]}`;
  };
  return spans.filter(({ name }) => name.includes(word)).map(pathOf).sort();
}
