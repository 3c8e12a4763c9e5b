import type { JSX } from "preact";
import type { JsonScope } from "../../contract/values.ts";
import { AttributeTable } from "./attribute_table.tsx";
import { Section } from "./section.tsx";
import { Text } from "./text.tsx";

/** Which library or part of a program made something; nothing where that is not said. */
export function ScopeSection(
  { scope: { name, version, attributes } }: { readonly scope: JsonScope },
): JSX.Element | null {
  if (name === "" && version === "" && attributes.length === 0) return null;
  return (
    <Section title="Scope" {...attributes.length > 0 && { count: attributes.length }}>
      <p>
        <Text>{name || "(no name)"}</Text>{" "}
        <span class="muted">
          <Text>{version}</Text>
        </span>
      </p>
      {attributes.length > 0 && <AttributeTable attributes={attributes} />}
    </Section>
  );
}
