/** Memory of a page and of the host behind it, in MB, after what nobody holds was collected. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

export interface MemoryMb {
  /** JavaScript of the page. */
  readonly pageHeap: number;
  /** Of the page's document. */
  readonly nodes: number;
  /** The host process, threads included; NaN where the system does not tell. */
  readonly host: number;
}

const MB = 1_048_576;

function residentMb(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

export async function measureMemory(page: Page, hostPid: number): Promise<MemoryMb> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.enable');
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    const valueOf = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { pageHeap: valueOf('JSHeapUsedSize') / MB, nodes: valueOf('Nodes'), host: residentMb(hostPid) };
  } finally {
    await session.detach();
  }
}
