import assert from "node:assert/strict";
import { OpenRequests } from "./open_requests.ts";

const request = (name: number) => ({ name, position: -1 });

Deno.test("OpenRequests has what a Set has, whatever is added and removed", () => {
  const open = new OpenRequests<ReturnType<typeof request>>();
  const expected = new Set<ReturnType<typeof request>>();
  const all = Array.from({ length: 20 }, (_, name) => request(name));
  let state = 7;
  for (let step = 0; step < 2000; step++) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0;
    const one = all[(state >>> 8) % all.length]!;
    if (expected.delete(one)) open.remove(one);
    else {
      expected.add(one);
      open.add(one);
    }
    assert.deepEqual(new Set(open), expected);
  }
});

Deno.test("OpenRequests.remove() does nothing, where a request is not there", () => {
  const open = new OpenRequests<ReturnType<typeof request>>();
  const [one, other] = [request(1), request(2)];
  open.add(one);
  open.remove(other);
  open.remove(one);
  open.remove(one);
  open.add(other);
  assert.deepEqual([...open], [other]);
});

Deno.test("OpenRequests lets each be removed while they are gone through", () => {
  const open = new OpenRequests<ReturnType<typeof request>>();
  const all = [1, 2, 3].map(request);
  for (const one of all) open.add(one);
  const seen = [];
  for (const one of open) {
    open.remove(one);
    seen.push(one);
  }
  assert.deepEqual(seen, all);
  assert.deepEqual([...open], []);
});
