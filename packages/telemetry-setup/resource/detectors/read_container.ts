/** What the kernel tells of the container that a process runs in. */
export interface ContainerFacts {
  readonly containerId?: string;
  /** Of the pod, in Kubernetes. */
  readonly podUid?: string;
  /** The container's name in its pod. */
  readonly containerName?: string;
}

/** Of Docker, containerd, CRI-O and Podman; or of Amazon ECS on Fargate. */
const ID = "[0-9a-f]{64}|[0-9a-f]{32}-[0-9]{1,20}";
/** A control group's name: `ID`, `docker-ID.scope`, `libpod-ID.scope`, `…:cri-containerd:ID`. */
const GROUP = new RegExp(`^(?:(?!.*conmon)[^/]*[-:])?(${ID})(?:\\.scope)?$`);
const POD_GROUP = /pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})(?:\.slice|$)/;
/** Written for each container by Podman and CRI-O; other files may be those of its pod. */
const CONTAINER_ENV = new RegExp(`/overlay-containers/(${ID})/userdata/\\.containerenv$`);
/** What Docker and Podman mount from a container's own folder, where it is in no pod. */
const OWN_FILE = new RegExp(
  `/(?:containers|overlay-containers)/(${ID})/(?:userdata/)?(?:hostname|hosts|resolv\\.conf)$`,
);
const POD_FILE = /\/pods\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(.*)$/;
const CONTAINER_FILE = /^containers\/([a-z0-9-]{1,63})\//;
/** Larger ones are not looked at: nothing that matters is that far down. */
const MAX_LINES = 1000;

/**
 * Finds out about the container from what the kernel tells a process of itself. Control groups come
 * first; where they have a namespace of their own, as version 2 mostly has, they tell nothing, and
 * the files that the container's runtime has mounted do.
 *
 * @param texts The text of `/proc/self/cgroup` and of `/proc/self/mountinfo`, where they can be read.
 * @see {@link https://man7.org/linux/man-pages/man7/cgroups.7.html}
 * @see {@link https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html}
 *
 * @example
 * ```ts
 * import { readContainer } from "./read_container.ts";
 * import assert from "node:assert/strict";
 *
 * const id = "ab".repeat(32);
 * const { containerId } = readContainer({ cgroup: `0::/system.slice/docker-${id}.scope\n` });
 * assert.equal(containerId, id);
 * ```
 */
export function readContainer(
  { cgroup = "", mountinfo = "" }: { readonly cgroup?: string; readonly mountinfo?: string },
): ContainerFacts {
  const mounts = mountinfo.split("\n", MAX_LINES).map(parseMount);
  const groups = [
    // hierarchy:controllers:path, and a path may have colons.
    ...cgroup.split("\n", MAX_LINES).map((line) => line.split(":").slice(2).join(":")),
    ...mounts.filter(({ type }) => /^cgroup2?$/.test(type)).map(({ root }) => root),
  ];
  const roots = mounts.map(({ root }) => root);
  const podFile = first(roots, (root) => POD_FILE.exec(root));
  const podUid = first(groups, (path) => POD_GROUP.exec(podOf(path))?.[1]?.replaceAll("_", "-")) ??
    podFile?.[1];
  const containerId = first(groups, idOfGroup) ??
    first(roots, (root) => CONTAINER_ENV.exec(root)?.[1]) ??
    (podUid === undefined ? first(roots, (root) => OWN_FILE.exec(root)?.[1]) : undefined);
  const containerName = first(
    roots,
    (root) => CONTAINER_FILE.exec(POD_FILE.exec(root)?.[2] ?? "")?.[1],
  );
  return {
    ...containerId === undefined ? {} : { containerId },
    ...podUid === undefined ? {} : { podUid },
    ...containerName === undefined ? {} : { containerName },
  };
}

/** `36 35 98:0 ROOT MOUNT_POINT OPTIONS [TAGS] - TYPE SOURCE OPTIONS` */
function parseMount(line: string): { readonly root: string; readonly type: string } {
  const [left = "", right = ""] = line.split(" - ", 2);
  return { root: left.split(" ")[3] ?? "", type: right.split(" ")[0] ?? "" };
}

/** The innermost one: a container may run in another one, and have groups of its own. */
function idOfGroup(path: string): string | undefined {
  return first(path.split("/").toReversed(), (name) => GROUP.exec(name)?.[1]);
}

/** The innermost group of a pod. */
function podOf(path: string): string {
  return path.split("/").findLast((name) => POD_GROUP.test(name.split(":")[0]!))?.split(":")[0] ??
    "";
}

function first<T, R>(items: readonly T[], find: (item: T) => R | null | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== null && found !== undefined) return found;
  }
  return undefined;
}
