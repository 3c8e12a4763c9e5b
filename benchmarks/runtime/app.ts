/**
 * A server that does next to nothing, so that what telemetry takes is as large a share as it can be.
 * It tells its own use of the processors, as the system counts it, in microseconds.
 *
 * @module
 */
import process from "node:process";

const onListen = ({ port }: Deno.NetAddr) => console.log(port);
Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, ({ url }) => {
  if (!url.endsWith("/cpu")) return new Response("4");
  const { user, system } = process.cpuUsage();
  return Response.json(user + system);
});
