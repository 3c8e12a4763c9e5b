import type { JsonSpan } from "../../../contract/traces.ts";
import { attributeText } from "../format/attribute_text.ts";

/**
 * The request of an HTTP span as a command for a shell; absent where the span does not tell of one.
 * Headers that were recorded are sent again, bodies are not recorded.
 */
export function curlCommand(span: JsonSpan): string | undefined {
  const method = attributeText(span.attributes, "http.request.method", "http.method");
  const url = fullUrl(span);
  if (method === undefined || url === undefined) return undefined;
  const words = ["curl"];
  if (method !== "GET" && /^[A-Z]+$/.test(method)) words.push("-X", method);
  words.push(quote(url));
  for (const { key, value } of span.attributes) {
    if (!key.startsWith("http.request.header.")) continue;
    const name = key.slice("http.request.header.".length);
    for (const item of value.arrayValue?.values ?? [value]) {
      if (item.stringValue !== undefined) words.push("-H", quote(`${name}: ${item.stringValue}`));
    }
  }
  return words.join(" ");
}

function fullUrl({ attributes }: JsonSpan): string | undefined {
  const full = attributeText(attributes, "url.full", "http.url");
  if (full !== undefined) return full;
  const path = attributeText(attributes, "url.path", "http.target");
  const host = attributeText(attributes, "server.address", "net.host.name");
  if (path === undefined || host === undefined) return undefined;
  const scheme = attributeText(attributes, "url.scheme", "http.scheme") ?? "http";
  const port = attributeText(attributes, "server.port", "net.host.port");
  const query = attributeText(attributes, "url.query");
  const address = host.includes(":") ? `[${host}]` : host;
  return `${scheme}://${address}${port === undefined ? "" : `:${port}`}${path}${
    query === undefined || query === "" ? "" : `?${query}`
  }`;
}

/** In single quotes a shell takes everything as it is, but a single quote. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
