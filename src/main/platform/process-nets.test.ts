import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { catchProcessErrors } from './process-nets.ts';
import { SILENT_LOGGER } from './logger.ts';

it('an exception ends the process once, a forgotten rejection is only logged', () => {
  const events = new EventEmitter();
  const logged: string[] = [];
  let ends = 0;
  catchProcessErrors(events, { ...SILENT_LOGGER, error: (message) => logged.push(message) }, () => (ends += 1));
  events.emit('unhandledRejection', new Error('a'));
  expect(ends).toBe(0);
  events.emit('uncaughtException', new Error('b'));
  events.emit('uncaughtException', new Error('c'));
  expect([ends, logged]).toEqual([1, ['a failure was not handled', 'the process broke', 'the process broke']]);
});
