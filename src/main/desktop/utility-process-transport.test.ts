import { EventEmitter } from 'node:events';
import { beforeEach, expect, it } from 'vitest';
import type { DesktopElectron } from './desktop-host.ts';
import { utilityProcessTransport } from './utility-process-transport.ts';

class FakeChild extends EventEmitter {
  pid: number | undefined;
  readonly sent: unknown[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  spawn(pid: number): void {
    this.pid = pid;
    this.emit('spawn');
  }
}

let child: FakeChild;
let forked: unknown[];
let killed: number[];
let start: ReturnType<typeof utilityProcessTransport>;

beforeEach(() => {
  child = new FakeChild();
  forked = [];
  killed = [];
  const fork = (...args: unknown[]): FakeChild => {
    forked = args;
    return child;
  };
  start = utilityProcessTransport({
    utilityProcess: { fork } as unknown as DesktopElectron['utilityProcess'],
    entry: '/out/main/engine.js',
    killPid: (pid) => killed.push(pid),
  });
});

it('starts the engine with one libuv thread and no output', () => {
  start();
  expect(forked).toMatchObject(['/out/main/engine.js', [], { stdio: 'ignore', env: { UV_THREADPOOL_SIZE: '1' } }]);
});
it('passes on only messages of the agreed shape', () => {
  const seen: unknown[] = [];
  start().onMessage((message) => seen.push(message));
  child.emit('message', { type: 'pong', id: 1 });
  child.emit('message', { type: 'pong', id: 'x' });
  child.emit('message', 'hello');
  expect(seen).toEqual([{ type: 'pong', id: 1 }]);
});
it('kills by pid, because utilityProcess.kill() only asks', () => {
  const transport = start();
  child.spawn(4_711);
  transport.kill();
  expect([transport.pid, killed]).toEqual([4_711, [4_711]]);
});
it('kills a process that is spawned after the kill', () => {
  start().kill();
  expect(killed).toEqual([]);
  child.spawn(4_711);
  expect(killed).toEqual([4_711]);
});
it('says once that it ended, and then sends and kills nothing: the pid may be another process by now', () => {
  const ends: unknown[] = [];
  const transport = start();
  child.spawn(4_711);
  transport.onExit((exit) => ends.push(exit));
  transport.send({ type: 'ping', id: 1 });
  child.emit('exit', 9);
  transport.send({ type: 'ping', id: 2 });
  transport.kill();
  expect([ends, child.sent, killed]).toEqual([[{ code: 9, signal: null }], [{ type: 'ping', id: 1 }], []]);
});
