/**
 * Completes a lockfile with the platform packages that its own entries name. npm leaves them out when the registry it was written
 * with did not offer them, and then `npm ci` refuses the lockfile everywhere, as well as having nothing to install on the other systems.
 */
import * as z from 'zod';

const entrySchema = z.looseObject({
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peer: z.boolean().optional(),
  dev: z.boolean().optional(),
});
const lockSchema = z.looseObject({ packages: z.record(z.string(), entrySchema) });

export interface PlatformPackage {
  readonly name: string;
  readonly entry: {
    readonly version: string;
    readonly optional: true;
    readonly dev?: true;
    readonly os?: readonly string[];
    readonly cpu?: readonly string[];
    readonly libc?: readonly string[];
  };
}

const SYSTEMS: Readonly<Record<string, string>> = {
  darwin: 'darwin',
  mac: 'darwin',
  win: 'win32',
  win32: 'win32',
  linux: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const CPUS = ['x64', 'arm64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'wasm32'];

/** The packages that a lockfile's entries name as optional and the lockfile lacks, with what their names say about the platform. */
export function findLackingPackages(lockText: string): readonly PlatformPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(lockText));
  const present = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const lacking = new Map<string, PlatformPackage>();
  for (const owner of Object.values(packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies)) {
      if (present.has(name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
      lacking.set(name, { name, entry: { version, ...(owner.dev === true ? { dev: true } : {}), optional: true, ...platformOf(name) } });
    }
  }
  return [...lacking.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function platformOf(name: string): Partial<PlatformPackage['entry']> {
  const words = name.split(/[/-]/);
  const system = words.map((word) => SYSTEMS[word]).find((found) => found !== undefined);
  const cpu = CPUS.find((one) => words.includes(one));
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(system === undefined ? {} : { os: [system] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
  };
}

/** The lockfile's text with those packages in it, in npm's own order. */
export function completeLockfile(lockText: string): string {
  const lock = lockSchema.parse(JSON.parse(lockText));
  const raw: unknown = JSON.parse(lockText);
  if (typeof raw !== 'object' || raw === null || !('packages' in raw)) throw new Error('not a lockfile');
  const added = Object.fromEntries(findLackingPackages(lockText).map(({ name, entry }) => [`node_modules/${name}`, entry]));
  const original: object = typeof raw.packages === 'object' && raw.packages !== null ? raw.packages : lock.packages;
  const packages = Object.fromEntries(Object.entries({ ...original, ...added }).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  return `${JSON.stringify({ ...raw, packages }, undefined, 2)}\n`;
}
