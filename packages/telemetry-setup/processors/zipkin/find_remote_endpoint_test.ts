import { equal } from "node:assert/strict";
import { findRemoteEndpoint } from "./find_remote_endpoint.ts";

Deno.test("findRemoteEndpoint() takes the service's name before every other, when there is one", () => {
  const attributes = {
    "db.name": "dice",
    "server.address": "db.example",
    "peer.service": "postgres",
  };
  equal(findRemoteEndpoint(attributes), "postgres");
});

Deno.test("findRemoteEndpoint() takes an address alone, when there is no port", () => {
  equal(findRemoteEndpoint({ "network.peer.address": "10.0.0.1" }), "10.0.0.1");
});

Deno.test("findRemoteEndpoint() passes over a name that is empty", () => {
  equal(findRemoteEndpoint({ "peer.service": "", "db.name": "dice" }), "dice");
});

Deno.test("findRemoteEndpoint() finds none, when no attribute names the peer", () => {
  equal(findRemoteEndpoint({ "http.request.method": "GET" }), undefined);
});
