/**
 * The selection port of a desktop: keeps the latest capture (five minutes, never two), gives answers back one at a time, and
 * tests itself. Which desktop it is, is decided once; how each works is in its back end. Electron comes in as plain functions.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Capture, PasteOutcome } from '#shared/contract/selection-contract.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Surroundings } from '#main/platform/window-system.ts';
import type { BackEnd } from './back-end.ts';
import { createClipboardOnly } from './clipboard-only.ts';
import { desktopKind } from './desktop-kind.ts';
import type { DesktopKind } from './desktop-kind.ts';
import { giveBack, selectedThere, undoPaste } from './give-back.ts';
import type { Desk } from './give-back.ts';
import { createMacBackEnd } from './mac-back-end.ts';
import { runSelfTest } from './self-test.ts';
import type { SelfTestProbes } from './self-test.ts';
import type { SelectionPort } from './selection-port.ts';
import type { SystemClipboard } from './system-clipboard.ts';
import { MAX_TEXT_BYTES } from './tools.ts';
import type { Tools } from './tools.ts';
import { createWindowsBackEnd } from './windows-back-end.ts';
import { within } from './within.ts';
import { createX11BackEnd } from './x11-back-end.ts';
import { createFindOwner } from './x11-owner.ts';
import type { FindOwner } from './x11-owner.ts';

/** What others selected or copied is not kept longer than an answer takes. */
const KEPT_MS = 5 * 60_000;
const CLIPBOARD_MS = 150;

export interface SelectionOptions extends Surroundings {
  readonly tools: Tools;
  readonly clipboard: SystemClipboard;
  readonly probes: SelfTestProbes;
  readonly log: Logger;
  /** One of our own windows has the focus: what is selected there is not another program's. */
  readonly isOwnWindowInFront: () => boolean;
  /** Takes our own window out of the way before keys are sent; what it shows afterwards is its own matter. */
  readonly stepAside: () => void;
  /** macOS: the Accessibility permission. */
  readonly isTrusted?: () => boolean;
  /** macOS: has the system ask the user for it, and takes us into the list where it is switched on. */
  readonly askTrust?: () => void;
  /** X11: whose selection it is; the server's answer where absent. */
  readonly findOwner?: FindOwner;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

interface Kept {
  readonly capture: Capture;
  readonly window: string | null;
  readonly expiresAt: number;
}

const NOTHING_KEPT = { captureId: '', selection: '', selectionIn: 'front', clipboard: '', canReplace: false } as const;

function backEndOf({ system }: DesktopKind, options: SelectionOptions, wait: Desk['wait']): BackEnd {
  const { tools, clipboard, isTrusted = () => false, findOwner = createFindOwner(options.env) } = options;
  switch (system) {
    case 'x11':
      return createX11BackEnd({ tools, clipboard, wait, findOwner });
    case 'macos':
      return createMacBackEnd({ tools, clipboard, wait, isTrusted });
    case 'windows':
      return createWindowsBackEnd({ tools, clipboard, wait });
    case 'wayland':
      return createClipboardOnly('wayland');
    case 'none':
      return createClipboardOnly('tool');
  }
}

export function createSelection(options: SelectionOptions): SelectionPort {
  const { tools, clipboard, probes, log, now = () => performance.now(), wait = (ms) => pause(ms) } = options;
  const desktop = desktopKind(options);
  const backEnd = backEndOf(desktop, options, wait);
  const desk: Desk = { backEnd, clipboard, stepAside: options.stepAside, wait };
  let latest: Kept | null = null;
  let pasted: { readonly pasteId: string; readonly window: string; readonly expiresAt: number } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let forget: NodeJS.Timeout | undefined;

  /** Two that use the clipboard at once would restore each other's. */
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const done = queue.then(job);
    queue = done.catch(() => undefined);
    return done;
  };
  const keep = (capture: Capture, window: string | null): void => {
    latest = { capture, window, expiresAt: now() + KEPT_MS };
    clearTimeout(forget);
    forget = setTimeout(() => (latest = null), KEPT_MS);
    forget.unref();
  };
  const fresh = (): Kept | null => (latest !== null && now() < latest.expiresAt ? latest : null);

  const look = async (stop: AbortSignal): Promise<{ capture: Capture; window: string | null }> => {
    const isOurs = !stop.aborted && options.isOwnWindowInFront();
    const inFront = isOurs ? null : await backEnd.windowInFront();
    // Asked for too long, the answer may be our own window, which has come to the front meanwhile.
    const window = stop.aborted ? null : inFront;
    const [selected, text, understands] = await Promise.all([
      isOurs ? ({ text: '', limit: backEnd.limit, selectionIn: 'front' } as const) : backEnd.readSelection(window, stop),
      within(clipboard.readText(), CLIPBOARD_MS, ''),
      window === null ? false : backEnd.understandsPaste(window),
    ]);
    const capture: Capture = {
      captureId: randomUUID(),
      selection: selected.text.slice(0, MAX_TEXT_BYTES),
      selectionIn: selected.selectionIn,
      clipboard: text.slice(0, MAX_TEXT_BYTES),
      limit: selected.limit,
      canReplace: understands,
    };
    return { capture, window };
  };
  const outcome = (given: Pick<PasteOutcome, 'state' | 'reason'>, window: string | null): PasteOutcome => {
    const pasteId = randomUUID();
    const canUndo = given.state !== 'copied' && window !== null;
    if (canUndo) pasted = { pasteId, window, expiresAt: now() + KEPT_MS };
    return { pasteId, ...given, canUndo };
  };
  const onlyCopy = async (text: string, reason: PasteOutcome['reason']): Promise<PasteOutcome> => {
    await clipboard.writeText(text);
    return { pasteId: randomUUID(), state: 'copied', reason, canUndo: false };
  };

  return {
    capture: (stop = new AbortController().signal) =>
      inTurn(async () => {
        try {
          const { capture, window } = await look(stop);
          keep(capture, window);
          return capture;
        } catch (error) {
          log.warn('the selection could not be read', error);
          const capture = { ...NOTHING_KEPT, captureId: randomUUID(), limit: 'tool' as const };
          keep(capture, null);
          return capture;
        }
      }),
    latest: async () => fresh()?.capture ?? { ...NOTHING_KEPT, captureId: randomUUID(), limit: backEnd.limit },
    giveBack: ({ captureId, text, mode }) =>
      inTurn(async () => {
        const kept = fresh();
        if (kept === null || kept.capture.captureId !== captureId) return onlyCopy(text, 'expired');
        const { window, capture } = kept;
        if (window === null || !capture.canReplace) {
          return onlyCopy(text, capture.limit === 'none' || capture.limit === 'host' ? 'tool' : capture.limit);
        }
        return outcome(await giveBack(desk, { window, text, mode, selection: selectedThere(capture) }), window);
      }),
    undo: (pasteId) =>
      inTurn(async () => {
        const last = pasted;
        if (last === null || last.pasteId !== pasteId || now() >= last.expiresAt) {
          return { pasteId, state: 'not-sent', reason: 'expired', canUndo: false };
        }
        const undone = await undoPaste(desk, last.window);
        const isSent = undone.state === 'sent';
        if (isSent) pasted = null;
        return { pasteId, ...undone, canUndo: !isSent };
      }),
    askPermission: async () => options.askTrust?.(),
    selfTest: async () => ({ desktop: desktop.name, items: await runSelfTest({ backEnd, desktop, tools, probes }) }),
  };
}
