import { Fragment, type JSX } from "preact";
import type { JsonAttribute } from "../../contract/values.ts";
import { valueText } from "../model/format/value_text.ts";
import { addTerm, searchTerm } from "../model/search/edit_search.ts";
import { address, param, withParams } from "../state/router.ts";
import { CopyButton } from "./copy_button.tsx";
import { Text } from "./text.tsx";

/** Attributes with what can be done with each: copy it, look for it, look for all without it. */
export function AttributeTable(
  { attributes, filterPath }: {
    readonly attributes: readonly JsonAttribute[];
    /** The page that is searched, such as `/traces`; absent: no search. */
    readonly filterPath?: string;
  },
): JSX.Element {
  if (attributes.length === 0) return <p class="muted none">None</p>;
  const sorted = attributes.toSorted((a, b) => a.key < b.key ? -1 : 1);
  return (
    <table class="attributes">
      <tbody>
        {sorted.map(({ key, value }, index) => {
          const text = valueText(value);
          return (
            <tr key={`${key} ${index}`}>
              <th scope="row">
                {keyParts(key).map((part, index) => (
                  <Fragment key={index}>
                    <Text>{part}</Text>
                    <wbr />
                  </Fragment>
                ))}
              </th>
              <td>
                <span class={value.stringValue === undefined ? "value-plain" : "value-text"}>
                  <Text>{text}</Text>
                </span>
                <span class="actions">
                  {filterPath !== undefined && text.length < 500 && text !== "" && (
                    <>
                      <a href={search(filterPath, key, text, false)} title="Only with this value">
                        +
                      </a>
                      <a href={search(filterPath, key, text, true)} title="Only without this value">
                        −
                      </a>
                    </>
                  )}
                  <CopyButton text={text} />
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Where a line may break: `http.response.` and `status_` and `code`. */
function keyParts(key: string): readonly string[] {
  return key.length > 200 ? [key] : key.split(/(?<=[._])/);
}

/** On the page that is searched, the term is one more. */
function search(path: string, key: string, value: string, negated: boolean): string {
  const term = searchTerm(key, value, negated);
  if (address.value.pathname === path) return withParams({ q: addTerm(param("q") ?? "", term) });
  return `${path}?q=${encodeURIComponent(term)}`;
}
