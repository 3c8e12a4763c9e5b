import { join } from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};

/**
 * Answers with the files of a folder; a path that names none of them is one of the pages, which the
 * script in `index.html` shows. Folders inside of it are not served.
 *
 * @param folder Where the pages are.
 * @param pathname Of the request.
 */
export async function servePages(folder: string, pathname: string): Promise<Response> {
  const name = /^\/([\w-]+(?:\.[\w-]+)*\.(\w+))$/.exec(pathname)?.[1];
  const type = CONTENT_TYPES[name?.split(".").at(-1) ?? "html"];
  if (type === undefined) return new Response("Not found", { status: 404 });
  try {
    const bytes = await Deno.readFile(join(folder, name ?? "index.html"));
    return new Response(bytes, { headers: { "content-type": type, "cache-control": "no-cache" } });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (name !== undefined && name !== "index.html") {
      return new Response("Not found", { status: 404 });
    }
    return new Response("The pages are not built: run deno task viewer:build\n", { status: 503 });
  }
}
