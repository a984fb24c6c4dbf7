/** Entry of the engine process: one model, one parent. Everything else is in `engine-host.ts`. */
import { guardNativeModules } from '#main/platform/native-guard.ts';
import { runEngineHost } from './engine-host.ts';
import { openHostPort } from './host-port.ts';
import { watchParent } from './parent-watch.ts';
import { answerSelfTest } from './without-self-test.ts';

watchParent();
answerSelfTest();
runEngineHost(openHostPort(), guardNativeModules(import.meta.url));
