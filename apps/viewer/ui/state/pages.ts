/** The pages of the bar at the top. */
export const PAGES: readonly { readonly path: string; readonly label: string }[] = [
  { path: "/traces", label: "Traces" },
  { path: "/logs", label: "Logs" },
  { path: "/metrics", label: "Metrics" },
  { path: "/services", label: "Services" },
  { path: "/runs", label: "Runs" },
];
