/** A stand-in for main: loads the model given as argument and reports the engine's process id with
 * each state and stage. It is killed by its test. */
import { loadRequest, SILENT_LOG } from './builders.ts';
import { ENGINE_ENTRY } from './real-engine.ts';
import { childProcessTransport } from '../child-process-transport.ts';
import { createEngine } from '../engine-supervisor.ts';

const [, , path = ''] = process.argv;
const startTransport = childProcessTransport({ entry: ENGINE_ENTRY });
let tell: (state: string) => void = () => undefined;
const engine = createEngine({
  log: SILENT_LOG,
  timing: { missedTemplateBeats: 600 },
  startTransport() {
    const transport = startTransport();
    tell = (state) => process.send?.({ pid: transport.pid, state });
    transport.onMessage((message) => {
      if (message.type === 'stage') tell(message.stage);
    });
    return transport;
  },
});
engine.onState(({ state }) => tell(state));
await engine.load(loadRequest({ path, contextSize: 256 }), new AbortController().signal);
