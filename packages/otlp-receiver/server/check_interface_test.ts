import assert from "node:assert/strict";
import { checkInterface } from "./check_interface.ts";

const tls = { cert: "", key: "" };

Deno.test("checkInterface() lets a receiver listen where only this machine can send", () => {
  for (const hostname of ["127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1"]) {
    checkInterface({ hostname });
  }
  checkInterface({});
});

Deno.test("checkInterface() throws, when other machines could send without being asked who they are", () => {
  for (const hostname of ["0.0.0.0", "::", "192.168.1.2", "example.org", "localhost.example.org"]) {
    assert.throws(() => checkInterface({ hostname, tls }), {
      name: "TypeError",
      message: `Cannot listen on ${hostname}: other machines could send to it; ` +
        "ask for a token or for client certificates, or say that it may be unsafe",
    });
    checkInterface({ hostname, token: "s3cret" });
    checkInterface({ hostname, tls: { ...tls, clientCa: "" } });
    checkInterface({ hostname, unsafe: true });
  }
});

Deno.test("checkInterface() throws, when the token is empty, as a variable may be that nobody set", () => {
  for (const hostname of ["127.0.0.1", "0.0.0.0"]) {
    assert.throws(() => checkInterface({ hostname, token: "", unsafe: true }), {
      message: "Cannot start the receiver: its token is empty",
    });
  }
});
