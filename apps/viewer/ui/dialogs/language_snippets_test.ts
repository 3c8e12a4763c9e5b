import { doesNotMatch, equal, match } from "node:assert/strict";
import { languageSnippets } from "./language_snippets.ts";

const PORTS = { httpPort: 5318, grpcPort: 5317 };

Deno.test("languageSnippets() names the ports of this viewer in each language", () => {
  for (const { language, code } of languageSnippets("box", { ...PORTS, needsToken: false })) {
    const port = ["Collector", "gRPC"].includes(language) ? 5317 : 5318;
    match(code, new RegExp(`box:${port}\\b`), language);
    doesNotMatch(code, /TOKEN|431[78]/, language);
  }
});

Deno.test("languageSnippets() has a place for the token in each language, when one is needed", () => {
  const snippets = languageSnippets("box", { ...PORTS, needsToken: true });
  equal(snippets.every(({ code }) => /Bearer(?: |%20)TOKEN/.test(code)), true);
});
