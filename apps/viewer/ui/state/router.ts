import { computed, signal } from "@preact/signals";

/** The address of the page: every state that is worth a link is in it. */
export const address = signal(new URL(globalThis.location.href));

/** Its path in parts, decoded: `/traces/abc` is `["traces", "abc"]`. */
export const pathParts = computed(() =>
  address.value.pathname.split("/").filter((part) => part !== "").map(decode)
);

/** Goes to another address of the viewer. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const target = new URL(to, address.peek());
  if (target.href === address.peek().href) return;
  if (options.replace === true) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  address.value = target;
}

/** One parameter of the address. */
export function param(name: string): string | undefined {
  return address.value.searchParams.get(name) ?? undefined;
}

/** Changes parameters of the address; `undefined` takes one away. */
export function setParams(
  changes: Readonly<Record<string, string | undefined>>,
  options: { readonly replace?: boolean } = {},
): void {
  navigate(withParams(changes), options);
}

/** The address with some parameters changed, to link to. */
export function withParams(changes: Readonly<Record<string, string | undefined>>): string {
  const target = new URL(address.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") target.searchParams.delete(name);
    else target.searchParams.set(name, value);
  }
  return target.pathname + target.search;
}

/** Follows the browser's buttons, and links inside the viewer without loading it anew. */
export function startRouter(): void {
  addEventListener("popstate", () => {
    address.value = new URL(location.href);
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
    event.preventDefault();
    navigate(link.href);
  });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
