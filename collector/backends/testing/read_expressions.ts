import { join } from "node:path";
import { readYaml } from "../../../tools/collector/read_yaml.ts";
import { repositoryRoot } from "../../../tools/collector/repository_root.ts";

const FOLDER = join(repositoryRoot, "collector/backends");

/** A query of the dashboard or an alert rule's condition. */
export interface Expression {
  /** Whose it is: the title of a panel, the name of an alert. */
  readonly owner: string;
  readonly text: string;
  /** The labels that the legend or the message names. */
  readonly labels: readonly string[];
}

/** The expressions of the scenario, in the languages of Prometheus and Loki. */
export interface Expressions {
  readonly dashboard: readonly Expression[];
  /** Without the comparison at the end: what is compared. */
  readonly alerts: readonly Expression[];
  readonly logs: readonly Expression[];
}

/**
 * Reads the queries of the dashboard and the conditions of the alert rules. What Grafana would fill in is
 * filled in: every route, but only those that have one; the interval is 10 s.
 */
export async function readExpressions(): Promise<Expressions> {
  const { panels } = JSON.parse(
    await Deno.readTextFile(join(FOLDER, "grafana/dashboards/dice.json")),
  );
  const { groups } = await readYaml(join(FOLDER, "alert_rules.yaml"));
  const queries = (type: string) =>
    panels.flatMap(({ title, targets }: Panel) =>
      targets.filter(({ datasource }) => datasource.type === type)
        .map(({ expr, legendFormat = "" }): Expression => ({
          owner: title,
          text: expr.replaceAll("$route", ".+").replaceAll("$__rate_interval", "10s"),
          labels: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = ""]) => label),
        }))
    );
  return {
    dashboard: queries("prometheus"),
    alerts: groups.flatMap(({ rules }: { rules: readonly Rule[] }) =>
      rules.map(({ alert, expr, annotations }): Expression => ({
        owner: alert,
        text: expr.replace(/\s(>|==)\s*[\d.]+\s*$/, "").replaceAll("[5m]", "[10s]"),
        labels: [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) =>
          label
        ),
      }))
    ),
    logs: queries("loki"),
  };
}

interface Panel {
  readonly title: string;
  readonly targets: readonly {
    readonly datasource: { readonly type: string };
    readonly expr: string;
    readonly legendFormat?: string;
  }[];
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string };
}
