import { expect, test } from 'vitest';
import { createThreadGovernor } from './thread-governor.ts';

/** A machine that writes `speed(threads)` tokens a second, and a clock that runs with it. */
function simulate(chosen: number, cores: number) {
  let threads = chosen;
  let clock = 0;
  const governor = createThreadGovernor({ chosen, cores, setThreads: (next) => (threads = next), now: () => clock });
  return {
    get threads() {
      return threads;
    },
    write(tokens: number, speed: (threads: number) => number) {
      const started = clock;
      for (let token = 0; token < tokens; token += 1) {
        const elapsed = 1_000 / speed(threads);
        clock += elapsed;
        governor.note('writing', 1, elapsed);
      }
      return (tokens * 1_000) / (clock - started);
    },
  };
}
const idle = (threads: number) => 70 * threads;
const busy = (threads: number) => (threads > 1 ? 5 : 65);

test('a neighbour that wakes up costs a few slow tokens, not the whole answer', () => {
  const machine = simulate(2, 2);
  machine.write(50, idle);
  expect(machine.write(400, busy)).toBeGreaterThan(40);
  expect(machine.threads).toBe(1);
});

test('when the neighbour is gone both cores work again', () => {
  const machine = simulate(2, 2);
  machine.write(50, idle);
  machine.write(100, busy);
  machine.write(400, idle);
  expect(machine.threads).toBe(2);
});

test('a model measured while the machine was busy gets the other cores later', () => {
  const machine = simulate(1, 2);
  machine.write(300, idle);
  expect(machine.threads).toBe(2);
});

test('on a machine that is only a little slower nothing changes', () => {
  const machine = simulate(2, 2);
  machine.write(50, idle);
  machine.write(200, (threads) => 40 * threads);
  expect(machine.threads).toBe(2);
});

test('one core leaves nothing to govern', () => {
  const machine = simulate(1, 1);
  machine.write(100, busy);
  expect(machine.threads).toBe(1);
});
