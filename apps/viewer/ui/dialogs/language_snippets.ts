import type { ReceiverInfo } from "../../contract/receiver_info.ts";

/** How a program in one language sends its telemetry here. */
export interface LanguageSnippet {
  readonly language: string;
  readonly note: string;
  readonly code: string;
}

/** The commands for all languages, for a viewer on `host` that takes OTLP as `receiver` says. */
export function languageSnippets(
  host: string,
  { httpPort, grpcPort, needsToken }: ReceiverInfo,
): readonly LanguageSnippet[] {
  const http = `http://${host}:${httpPort}`;
  const grpc = `http://${host}:${grpcPort}`;
  const withToken = (text: string) => needsToken ? text : "";
  const headers = withToken(
    "\nexport OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20TOKEN",
  );
  const standard = `export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=${http}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf${headers}`;
  return [
    {
      language: "Deno",
      note: "With this distribution, in front of an unchanged program:",
      code: `${standard}\ndeno task instrument deno run -A main.ts`,
    },
    {
      language: "Node",
      note: "With the packages of OpenTelemetry:",
      code: `npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node
${standard}
node --require @opentelemetry/auto-instrumentations-node/register app.js`,
    },
    {
      language: "Python",
      note: "With the distribution of OpenTelemetry:",
      code: `pip install opentelemetry-distro opentelemetry-exporter-otlp
opentelemetry-bootstrap -a install
${standard}
opentelemetry-instrument python app.py`,
    },
    {
      language: "Java",
      note: "With the Java agent:",
      code: `${standard}\njava -javaagent:opentelemetry-javaagent.jar -jar app.jar`,
    },
    {
      language: "Go",
      note: "With an OTLP exporter in the program (autoexport reads these):",
      code: `${standard}\ngo run .`,
    },
    {
      language: ".NET",
      note: "With the automatic instrumentation:",
      code: `${standard}\n. $HOME/.otel-dotnet-auto/instrument.sh\ndotnet run`,
    },
    {
      language: "Ruby",
      note: "With opentelemetry-sdk, -exporter-otlp and -instrumentation-all:",
      code: `${standard}\nbundle exec ruby app.rb`,
    },
    {
      language: "Rust",
      note: "With opentelemetry-otlp in the program:",
      code: `${standard}\ncargo run`,
    },
    {
      language: "Browser",
      note: "Pages on localhost may send directly:",
      code: `new OTLPTraceExporter({
  url: "${http}/v1/traces",${withToken('\n  headers: { authorization: "Bearer TOKEN" },')}
})`,
    },
    {
      language: "Collector",
      note: "As an exporter in the Collector's configuration:",
      code: `exporters:
  otlp_grpc/viewer:
    endpoint: ${host}:${grpcPort}
    tls:
      insecure: true${withToken("\n    headers:\n      authorization: Bearer TOKEN")}`,
    },
    {
      language: "gRPC",
      note: "Any of the above, over gRPC:",
      code:
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${grpc}\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc${headers}`,
    },
    {
      language: "curl",
      note: "One span by hand:",
      code: `curl ${http}/v1/traces -H 'content-type: application/json'${
        withToken(" \\\n  -H 'authorization: Bearer TOKEN'")
      } -d '{"resourceSpans":[{
  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"by-hand"}}]},
  "scopeSpans":[{"spans":[{"traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'",
    "name":"hello","kind":1,"startTimeUnixNano":"'$(date +%s%N)'",
    "endTimeUnixNano":"'$(($(date +%s%N)+5000000))'"}]}]}]}'`,
    },
  ];
}
