// The viewer itself, on free ports but for its own, until standard input ends.
import { runViewer } from "../../../../../apps/viewer/launch/run_viewer.ts";

const ports = ["--otlp-http-port", "0", "--otlp-grpc-port", "0"];
Deno.exit(await runViewer(["--in-memory", "--end-with-stdin", ...ports]));
