import type { JSX } from "preact";
import type { ApiError } from "../api/api_error.ts";

/** What went wrong, and a way to try again. */
export function LoadError(
  { error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void },
): JSX.Element {
  return (
    <div class="failure" role="alert">
      <span>{error.message}</span>
      <button type="button" onClick={onRetry}>Try again</button>
    </div>
  );
}
