/** A version's first three numbers; `text` is what it was read from. Suffixes (`+azure`, `-rc.1`) carry no order here. */
export type Version = {major: number; minor: number; patch: number; text: string};

/** Reads `1.7.16`, `v2.0.4+azure`, `1.36.3-eks-1`; a missing patch is 0; null when it does not start so. */
export function parseVersion(text: string): Version | null {
  const match = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?![\d.]*\d)/.exec(text.trim());
  if (match === null) return null;
  return {major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0), text};
}

/** Negative, zero or positive as `a` is older than, as old as, or newer than `b`, by the three numbers. */
export const compareVersions = (a: Version, b: Version): number =>
  a.major - b.major || a.minor - b.minor || a.patch - b.patch;

/** Whether `version` is `least` or newer; false when `least` is no version. */
export function atLeast(version: Version, least: string): boolean {
  const limit = parseVersion(least);
  return limit !== null && compareVersions(version, limit) >= 0;
}

/** A node's `status.nodeInfo.containerRuntimeVersion`, such as `containerd://2.0.4+azure`; null when it has no `://`. */
export function parseRuntime(text: string): {name: string; version: Version | null} | null {
  const match = /^([a-z][\w.-]*):\/\/(.*)$/i.exec(text);
  return match === null ? null : {name: match[1] ?? '', version: parseVersion(match[2] ?? '')};
}

/**
 * The Windows Server releases Kubernetes nodes run, by build
 * (https://learn.microsoft.com/windows-server/get-started/windows-server-release-info).
 */
const PRODUCTS: ReadonlyMap<number, string> = new Map([
  [17763, 'Windows Server 2019'],
  [19042, 'Windows Server, version 20H2'],
  [20348, 'Windows Server 2022'],
  [25398, 'Windows Server, version 23H2'],
  [26100, 'Windows Server 2025'],
]);

/** A Windows build: `revision` is the update revision (UBR); `product` is null for a build this program does not know. */
export type WindowsBuild = {build: number; revision: number | null; product: string | null};

/** A Windows node's `status.nodeInfo.kernelVersion`, such as `10.0.17763.6414`; null when it is not one. */
export function windowsBuild(kernelVersion: string): WindowsBuild | null {
  const match = /^10\.0\.(\d+)(?:\.(\d+))?\b/.exec(kernelVersion.trim());
  if (match === null) return null;
  const build = Number(match[1]);
  return {
    build,
    revision: match[2] === undefined ? null : Number(match[2]),
    product: PRODUCTS.get(build) ?? null,
  };
}

/**
 * How hcsshim gives a HostProcess container its files: `symlink` (containerd 1.6: `C:\C\<id>`), `bind` (1.7 and later:
 * `C:\hpc` that only the container sees, command lines through `cmd /c`), `bind-fallback` (1.7 and later on a Windows
 * without `bindfltapi.dll`: `C:\hpc\<id>`).
 */
export type MountModel = 'symlink' | 'bind' | 'bind-fallback';

/** The revision of Windows Server 2019's update of July 2022 (KB5015811), the first with the bind filter's interface. */
const BIND_FILTER_REVISION_2019 = 3165;
const BUILD_2019 = 17763;
const BUILD_2022 = 20348;

/** Whether a Windows of this build has bindfltapi.dll; null where the build does not tell. */
export function bindFilterOf(build: WindowsBuild | null): boolean | null {
  if (build === null) return null;
  if (build.build >= BUILD_2022) return true;
  if (build.build !== BUILD_2019 || build.revision === null) return null;
  return build.revision >= BIND_FILTER_REVISION_2019;
}

/**
 * The model of a node; null when what is known does not decide it. `bindFilter`: whether bindfltapi.dll is in System32, null
 * when nobody looked, and then the build tells where it can (hcsshim internal/jobcontainers/jobcontainer.go Create; containerd
 * 1.6 has hcsshim 0.9, 1.7 has 0.10 or newer, by their go.mod; Windows Server 2019 by KEP-1981).
 */
export function mountModel(node: {
  containerd: Version | null;
  bindFilter: boolean | null;
  build: WindowsBuild | null;
}): MountModel | null {
  if (node.containerd === null) return null;
  if (!atLeast(node.containerd, '1.6.0')) return null;
  if (!atLeast(node.containerd, '1.7.0')) return 'symlink';
  const filter = node.bindFilter ?? bindFilterOf(node.build);
  return filter === null ? null : filter ? 'bind' : 'bind-fallback';
}
