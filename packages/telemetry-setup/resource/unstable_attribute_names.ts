/**
 * Names of the semantic conventions 1.45.0 that are not stable yet: copied, because the package
 * with the names may rename them in any version.
 *
 * @see {@link https://opentelemetry.io/docs/specs/semconv/resource/}
 *
 * @module
 */

/** Id of the container that the process runs in. */
export const ATTR_CONTAINER_ID = "container.id";
/** Processor architecture, such as `amd64`. */
export const ATTR_HOST_ARCH = "host.arch";
/** Id of the machine. */
export const ATTR_HOST_ID = "host.id";
/** Name of the machine or container. */
export const ATTR_HOST_NAME = "host.name";
/** Name and version of the operating system, for people. */
export const ATTR_OS_DESCRIPTION = "os.description";
/** Name of the operating system, for people. */
export const ATTR_OS_NAME = "os.name";
/** Kind of operating system, such as `linux`. */
export const ATTR_OS_TYPE = "os.type";
/** Release of the operating system. */
export const ATTR_OS_VERSION = "os.version";
/** Last part of the executable's path. */
export const ATTR_PROCESS_EXECUTABLE_NAME = "process.executable.name";
/** Number of the process. */
export const ATTR_PROCESS_PID = "process.pid";
/** Versions of the runtime and its parts, for people. */
export const ATTR_PROCESS_RUNTIME_DESCRIPTION = "process.runtime.description";
/** Name of the runtime: `deno`. */
export const ATTR_PROCESS_RUNTIME_NAME = "process.runtime.name";
/** Version of the runtime. */
export const ATTR_PROCESS_RUNTIME_VERSION = "process.runtime.version";

/** What all attributes that we detect are named after. */
export const SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";
