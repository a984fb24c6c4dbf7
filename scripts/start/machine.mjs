/** Looks at the machine before anything is downloaded: what would fail later is said now, with what to do about it. */
import { existsSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { Problem } from './steps.mjs';

/**
 * @typedef {object} Machine
 * @property {string} platform
 * @property {string} arch
 * @property {string} nodeVersion
 * @property {boolean} hasNpm
 * @property {number} memoryBytes
 * @property {number} freeDiskBytes
 * @property {string | undefined} glibcVersion undefined outside Linux, or on a Linux with another C library
 */

const GIB = 1024 ** 3;
const MIN_NODE_MAJOR = 20;
const MIN_GLIBC = '2.34';
const SYSTEMS = new Map([
  ['linux', 'Linux'],
  ['darwin', 'macOS'],
  ['win32', 'Windows'],
]);

/** @param {string} version @param {string} least */
export function isAtLeast(version, least) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** The path of npm's own script when npm started us, else whether an `npm` is on PATH. */
function findsNpm() {
  if (process.env['npm_execpath'] !== undefined) return true;
  const name = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function readGlibcVersion() {
  if (process.platform !== 'linux') return undefined;
  const report = process.report;
  Object.assign(report, { excludeNetwork: true });
  /** @type {unknown} */
  const read = report.getReport();
  if (typeof read !== 'object' || read === null || !('header' in read)) return undefined;
  const header = read.header;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return undefined;
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : undefined;
}

/**
 * @param {string} root
 * @returns {Machine}
 */
export function readMachine(root) {
  const disk = statfsSync(root);
  return {
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    hasNpm: findsNpm(),
    memoryBytes: totalmem(),
    freeDiskBytes: disk.bavail * disk.bsize,
    glibcVersion: readGlibcVersion(),
  };
}

/**
 * Returns one line about the machine, warnings included; throws a `Problem` for what cannot work at all.
 * @param {Machine} machine
 * @param {number} neededDiskBytes
 */
export function checkMachine(machine, neededDiskBytes) {
  const system = SYSTEMS.get(machine.platform);
  if (system === undefined || !['x64', 'arm64'].includes(machine.arch)) {
    throw new Problem(`${machine.platform} on ${machine.arch} is not supported`, 'use Linux, macOS or Windows on x64 or arm64');
  }
  if (!isAtLeast(machine.nodeVersion, `${MIN_NODE_MAJOR}.0`)) {
    throw new Problem(`Node ${machine.nodeVersion} is too old`, `install Node ${MIN_NODE_MAJOR} or newer (24 is best)`);
  }
  if (!machine.hasNpm) throw new Problem('npm was not found', 'install npm; it comes with Node');
  if (machine.platform === 'linux' && machine.glibcVersion === undefined) {
    throw new Problem(
      'this Linux does not use glibc',
      `use a distribution with glibc ${MIN_GLIBC} or newer (Debian 12, Ubuntu 22.04, Fedora 35)`,
    );
  }
  if (machine.glibcVersion !== undefined && !isAtLeast(machine.glibcVersion, MIN_GLIBC)) {
    throw new Problem(
      `glibc ${machine.glibcVersion} is too old`,
      `use a distribution with glibc ${MIN_GLIBC} or newer (Debian 12, Ubuntu 22.04)`,
    );
  }
  if (machine.freeDiskBytes < neededDiskBytes) {
    throw new Problem(
      `${formatGib(machine.freeDiskBytes)} of disk is free, ${formatGib(neededDiskBytes)} is needed`,
      'make room on this disk, then start again; what was done is kept',
    );
  }
  const memoryHint = machine.memoryBytes < 3.5 * GIB ? ', little: stay with small models' : '';
  return `${system} ${machine.arch}, Node ${machine.nodeVersion}, ${formatGib(machine.memoryBytes)} memory${memoryHint}, ${formatGib(machine.freeDiskBytes)} disk free`;
}

/** @param {number} bytes */
function formatGib(bytes) {
  const gib = bytes / GIB;
  return `${gib.toFixed(gib < 10 ? 1 : 0)} GB`;
}
