import assert from "node:assert/strict";
import { createQueryRedactor } from "./redact_query.ts";
import { createTextRedactor } from "./redact_text.ts";
import { createUrlRedactor } from "./redact_url.ts";

const redactUrl = createUrlRedactor(createQueryRedactor(["sig", "Signature"]));
const redactText = createTextRedactor(redactUrl);

Deno.test("createUrlRedactor() replaces user and password, whichever there are", () => {
  for (const user of ["me:secret", "me", ":secret", "me:", "a@b:secret", "m%40e:s%3Aecret"]) {
    assert.equal(
      redactUrl(`http://${user}@dice.example:8/a`),
      "http://REDACTED:REDACTED@dice.example:8/a",
    );
  }
});

Deno.test("createUrlRedactor() leaves an @ alone that is in no authority", () => {
  for (const url of ["http://dice.example/@me", "http://dice.example/?a=b@c", "http://a/#b@c"]) {
    assert.equal(redactUrl(url), url);
  }
});

Deno.test("createUrlRedactor() replaces values of sensitive parameters only, in their case", () => {
  assert.equal(
    redactUrl("http://a/?sig=1&b=2&Signature=3"),
    "http://a/?sig=REDACTED&b=2&Signature=REDACTED",
  );
  assert.equal(redactUrl("http://a/?SIG=1&xsig=2&sig"), "http://a/?SIG=1&xsig=2&sig");
  assert.equal(redactUrl("http://a/?sig=1#sig=2"), "http://a/?sig=REDACTED#sig=2");
  assert.equal(redactUrl("http://a/#?sig=2"), "http://a/#?sig=2");
});

Deno.test("createTextRedactor() finds every URL, and leaves the rest of the text", () => {
  assert.equal(
    redactText('for url (http://me:pw@a/?sig=1): refused, not "https://b/?x=1&sig=2".'),
    'for url (http://REDACTED:REDACTED@a/?sig=REDACTED): refused, not "https://b/?x=1&sig=REDACTED".',
  );
  assert.equal(redactText("no address at all: me@dice"), "no address at all: me@dice");
});

Deno.test("createTextRedactor() takes a moment for a text that is made to take long", () => {
  const long = "://" + "a".repeat(200_000) + "http://x/" + ")".repeat(200_000) + "a";
  assert.equal(redactText(long), long);
});
