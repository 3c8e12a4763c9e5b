import assert from "node:assert/strict";
import { findTakenPorts } from "./find_taken_ports.ts";
import { pickFreePorts } from "./pick_free_ports.ts";

const ignore = Deno.permissions.querySync({ name: "net" }).state !== "granted";

Deno.test("findTakenPorts() names the taken ports only, when others are free", { ignore }, () => {
  using loopback = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using everywhere = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const [free] = pickFreePorts(1);
  const taken = [loopback.addr.port, everywhere.addr.port];
  assert.deepEqual(
    findTakenPorts("127.0.0.1", [taken[0]!, free!, taken[1]!]),
    Deno.build.os === "linux" ? taken : taken.slice(0, 1),
  );
});

Deno.test("pickFreePorts() picks different ports that can be listened on", { ignore }, () => {
  const ports = pickFreePorts(3);
  assert.equal(new Set(ports).size, 3);
  assert.deepEqual(findTakenPorts("127.0.0.1", ports), []);
});
