import { type App, type AppRun, runApp } from "../../testdata/run_app.ts";

/** Runs a program that uses packages from npm, which may read their own files. */
export function runWithPackages(main: string, app: Partial<App> = {}): Promise<AppRun> {
  return runApp({
    files: { "main.ts": main },
    flags: ["--allow-net", "--allow-env", "--allow-sys", "--allow-read"],
    ...app,
  });
}
