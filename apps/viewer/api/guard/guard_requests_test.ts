import { deepEqual, equal, match } from "node:assert/strict";
import { Hono } from "hono";
import { type GuardOptions, guardRequests } from "./guard_requests.ts";

function request(headers: Record<string, string>, options: Partial<GuardOptions> = {}, path = "/") {
  const app = new Hono();
  app.use(guardRequests({ server: "viewer", ...options }));
  app.get("/", (c) => c.text("in"));
  return app.request(`http://localhost:4319${path}`, { headers });
}

Deno.test("guardRequests() refuses a name that is not ours, as DNS rebinding sends it", async () => {
  for (const host of ["evil.example:4319", "localhost.evil.example", "4319", "127.0.0.1.nip.io"]) {
    equal((await request({ host })).status, 403, host);
  }
  for (const host of ["localhost:4319", "127.0.0.1:4319", "[::1]:4319", "viewer.localhost"]) {
    equal((await request({ host })).status, 200, host);
  }
  equal((await request({ host: "devbox:4319" }, { hostname: "devbox" })).status, 200);
});

Deno.test("guardRequests() refuses what pages of others send", async () => {
  const host = "localhost:4319";
  equal((await request({ host, origin: "http://localhost:3000" })).status, 403);
  equal((await request({ host, origin: "null" })).status, 403);
  equal((await request({ host, "sec-fetch-site": "cross-site" })).status, 403);
  equal((await request({ host, "sec-fetch-site": "same-site" })).status, 403);
  equal((await request({ host, origin: "http://localhost:4319" })).status, 200);
  equal((await request({ host, "sec-fetch-site": "none" })).status, 200);
});

Deno.test("guardRequests() asks for the token, where there is one", async () => {
  const token = "correct horse battery staple";
  const host = "devbox.lan:4319";
  const missing = await request({ host }, { token });
  equal(missing.status, 401);
  equal(missing.headers.get("www-authenticate"), "Bearer");
  equal((await request({ host, authorization: "Bearer wrong" }, { token })).status, 401);
  equal((await request({ host, authorization: `Bearer ${token}` }, { token })).status, 200);
});

Deno.test("guardRequests() turns the token of the printed link into a cookie", async () => {
  const token = "t0ken";
  const host = "devbox.lan:4319";
  const first = await request({ host }, { token }, "/?token=t0ken&a=1");
  equal(first.status, 303);
  equal(first.headers.get("location"), "/?a=1");
  const cookie = first.headers.get("set-cookie")!;
  match(cookie, /^otel_deno_viewer_4319=t0ken; Path=\/; HttpOnly; SameSite=Strict$/);
  const [pair] = cookie.split(";");
  equal((await request({ host, cookie: pair! }, { token })).status, 200);
  const wrong = await request({ host }, { token }, "/?token=other");
  deepEqual([wrong.status, wrong.headers.get("set-cookie")], [401, null]);
});
