/** Entry of the engine process: one model, one parent. Everything else is in `engine-host.ts`. */
import { runEngineHost } from './engine-host.ts';
import { openHostPort } from './host-port.ts';
import { watchParent } from './parent-watch.ts';

watchParent();
runEngineHost(openHostPort());
