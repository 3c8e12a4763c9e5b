import assert from "node:assert/strict";
import { readContainer } from "./read_container.ts";

const ID = "3f1c9a".padEnd(64, "07");
const OUTER = "0d".repeat(32);
const POD = "6b1f2c3d-0a1b-4c2d-8e3f-112233445566";
const POD_ = POD.replaceAll("-", "_");

for (
  const [name, cgroup, expected] of [
    ["Docker, version 1", `12:cpuset:/docker/${ID}\n1:name=systemd:/docker/${ID}\n`, ID],
    ["Docker with systemd, version 2", `0::/system.slice/docker-${ID}.scope\n`, ID],
    ["Podman", `0::/machine.slice/libpod-${ID}.scope/container\n`, ID],
    ["rootless Podman", `0::/user.slice/user-1.slice/user@1.service/libpod-${ID}.scope\n`, ID],
    ["containerd on a machine of its own", `0::/default/${ID}\n`, ID],
    [
      "Fargate",
      `9:cpu:/ecs/${ID.slice(0, 32)}/${ID.slice(0, 32)}-2531612879\n`,
      `${ID.slice(0, 32)}-2531612879`,
    ],
    ["ECS on EC2", `9:cpu:/ecs/dice/${ID.slice(0, 32)}/${ID}\n`, ID],
    ["systemd in Docker", `1:name=systemd:/docker/${ID}/init.scope\n`, ID],
    ["Docker in Docker", `0::/docker/${OUTER}/docker/${ID}\n`, ID],
    ["only one hierarchy", `2:cpu:/\n1:name=systemd:/docker/${ID}\n0::/\n`, ID],
    ["a namespace of its own", "0::/\n", undefined],
    ["no container", "0::/user.slice/user-1000.slice/session-2.scope\n", undefined],
    ["the runtime's monitor", `0::/machine.slice/libpod-conmon-${ID}.scope\n`, undefined],
    ["an id that is too long", `0::/docker/${ID}0\n`, undefined],
    ["an id that is too short", `0::/docker/${ID.slice(1)}\n`, undefined],
    ["capital letters", `0::/docker/${"AB".repeat(32)}\n`, undefined],
    ["nonsense", "\u0000:::\n::\n:", undefined],
    ["nothing", "", undefined],
  ] as const
) {
  Deno.test(`readContainer() reads the control groups of ${name}`, () => {
    assert.equal(readContainer({ cgroup }).containerId, expected);
  });
}

for (
  const [name, path] of [
    ["cgroupfs", `/kubepods/burstable/pod${POD}/${ID}`],
    [
      "systemd and containerd",
      `/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${POD_}.slice/cri-containerd-${ID}.scope`,
    ],
    ["systemd and CRI-O", `/kubepods.slice/kubepods-pod${POD_}.slice/crio-${ID}.scope`],
    [
      "containerd without systemd's driver",
      `/kubepods-burstable-pod${POD_}.slice:cri-containerd:${ID}`,
    ],
    ["kind", `/docker/${OUTER}/kubelet/kubepods/pod${POD}/${ID}`],
  ] as const
) {
  Deno.test(`readContainer() reads container and pod of Kubernetes with ${name}`, () => {
    const expected = { containerId: ID, podUid: POD };
    assert.deepEqual(readContainer({ cgroup: `0::${path}\n` }), expected);
    const mountinfo = `40 39 0:30 ${path} /sys/fs/cgroup ro - cgroup2 cgroup rw\n`;
    assert.deepEqual(readContainer({ cgroup: "0::/\n", mountinfo }), expected);
  });
}

const ROOT = "600 500 0:50 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/l\n";
const mount = (root: string, point: string) =>
  `601 600 254:1 ${root} ${point} rw,relatime - ext4 /dev/vda1 rw\n`;

for (
  const [name, mountinfo, expected] of [
    ["Docker", ROOT + mount(`/var/lib/docker/containers/${ID}/hostname`, "/etc/hostname"), ID],
    [
      "Docker elsewhere",
      ROOT + mount(`/data/containers/${ID}/resolv.conf`, "/etc/resolv.conf"),
      ID,
    ],
    [
      "Podman",
      ROOT +
      mount(`/var/lib/containers/storage/overlay-containers/${ID}/userdata/hosts`, "/etc/hosts"),
      ID,
    ],
    [
      "Podman in a pod",
      mount(`/containers/overlay-containers/${OUTER}/userdata/hostname`, "/etc/hostname") +
      mount(`/containers/overlay-containers/${ID}/userdata/.containerenv`, "/run/.containerenv"),
      ID,
    ],
    [
      "a folder that only looks like it",
      ROOT + mount(`/home/me/${ID}/hostname`, "/mnt"),
      undefined,
    ],
    [
      "a mount point that looks like it",
      ROOT + mount("/a", `/docker/containers/${ID}/hosts`),
      undefined,
    ],
    ["no container", ROOT, undefined],
    ["nonsense", " - \n- - -\n\u0000", undefined],
  ] as const
) {
  Deno.test(`readContainer() reads the mounts of ${name}`, () => {
    assert.equal(readContainer({ cgroup: "0::/\n", mountinfo }).containerId, expected);
  });
}

Deno.test("readContainer() takes no sandbox of Kubernetes for the container", () => {
  const kubelet = `/var/lib/kubelet/pods/${POD}`;
  const mountinfo = ROOT +
    mount(`${kubelet}/etc-hosts`, "/etc/hosts") +
    mount(`${kubelet}/containers/dice-server/0a1b2c3d`, "/dev/termination-log") +
    mount(`/var/lib/docker/containers/${OUTER}/hostname`, "/etc/hostname") +
    mount(`/io.containerd.grpc.v1.cri/sandboxes/${OUTER}/resolv.conf`, "/etc/resolv.conf");
  assert.deepEqual(readContainer({ cgroup: "0::/\n", mountinfo }), {
    podUid: POD,
    containerName: "dice-server",
  });
});

Deno.test("readContainer() finds nothing, when nothing can be read", () => {
  assert.deepEqual(readContainer({}), {});
});

Deno.test("readContainer() stays quick, when the text is long and hostile", () => {
  const cgroup = `0::/${"docker-".repeat(100_000)}\n`.repeat(3);
  const before = performance.now();
  assert.deepEqual(readContainer({ cgroup, mountinfo: cgroup }), {});
  assert.ok(performance.now() - before < 5000);
});
