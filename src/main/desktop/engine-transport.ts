/** Which engine the desktop host starts: the real one in a utility process, or in development and tests a scripted one. */
import type { App as ElectronApp } from 'electron';
import type { EngineTransportFactory } from '#main/inference/engine-transport.ts';
import { scriptedTransport } from '#main/inference/scripted-transport.ts';
import { utilityProcessTransport } from './utility-process-transport.ts';
import type { UtilityProcessTransportOptions } from './utility-process-transport.ts';

export interface EngineChoice extends Pick<UtilityProcessTransportOptions, 'utilityProcess' | 'entry'> {
  readonly app: Pick<ElectronApp, 'isPackaged'>;
  readonly process: Pick<NodeJS.Process, 'argv' | 'kill'>;
}

/** `--fake-engine` counts outside packages only: what a user installs never answers without a model. */
export function desktopTransport({ app, utilityProcess, entry, process }: EngineChoice): EngineTransportFactory {
  if (!app.isPackaged && process.argv.includes('--fake-engine')) return scriptedTransport();
  return utilityProcessTransport({ utilityProcess, entry, killPid: (pid, signal) => process.kill(pid, signal) });
}
