import type { JSX } from "preact";
import type { JsonSpanLink } from "../../../contract/traces.ts";
import { AttributeTable } from "../../parts/attribute_table.tsx";
import { traceUrl } from "../../state/trace_url.ts";
import { Section } from "../../parts/section.tsx";

/** The spans that a span is linked to. */
export function SpanLinks(
  { links }: { readonly links: readonly JsonSpanLink[] },
): JSX.Element | null {
  if (links.length === 0) return null;
  return (
    <Section title="Links" count={links.length} open>
      {links.slice(0, 200).map(({ traceId, spanId, attributes }, index) => (
        <div class="item" key={index}>
          <a href={traceUrl(traceId, spanId)}>
            <code>{traceId}</code> / <code>{spanId}</code>
          </a>
          {attributes.length > 0 && <AttributeTable attributes={attributes} />}
        </div>
      ))}
    </Section>
  );
}
