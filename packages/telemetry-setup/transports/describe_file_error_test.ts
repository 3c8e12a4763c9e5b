import { equal } from "node:assert/strict";
import { describeFileError } from "./describe_file_error.ts";

Deno.test("describeFileError() leaves out number and path, when Deno says them", () => {
  const error = new Deno.errors.NotFound("No such file (os error 2): open '/home/me/x'");
  equal(describeFileError(error), "No such file");
});

Deno.test("describeFileError() says the rest as it is, when it is no error of the system", () => {
  equal(describeFileError(new Error("disk full")), "disk full");
  equal(describeFileError("gone"), "gone");
});
