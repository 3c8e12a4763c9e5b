import { ViewerEndedError } from "./viewer_ended_error.ts";

/** Asks a viewer's API. */
export class ViewerClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal;
  #reached = false;

  constructor(
    url: string,
    { token, signal }: { readonly token?: string | undefined; readonly signal: AbortSignal },
  ) {
    this.#url = url;
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.#signal = signal;
  }

  /** @throws {Error} If there is no viewer, or it says no. */
  async json<T>(path: string, query: URLSearchParams = new URLSearchParams()): Promise<T> {
    const response = await this.get(query.size === 0 ? path : `${path}?${query}`);
    return await response.json();
  }

  /** @throws {Error} If there is no viewer, or it says no. */
  async get(path: string): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.#url}${path}`, {
        headers: this.#headers,
        redirect: "manual",
        signal: this.#signal,
      });
      this.#reached = true;
    } catch (error) {
      if (this.#reached) throw new ViewerEndedError({ cause: error });
      throw new Error(
        `Cannot reach a viewer on ${this.#url}: start one with deno task viewer, or name it with --url`,
        { cause: error },
      );
    }
    const type = response.headers.get("content-type") ?? "";
    if (response.ok && /^(?:application\/json|text\/event-stream)/.test(type)) return response;
    const text = await response.text();
    throw new Error(
      type.startsWith("application/json")
        ? String(JSON.parse(text).error)
        : `Cannot use ${this.#url}: it is no viewer, or of another version`,
    );
  }
}
