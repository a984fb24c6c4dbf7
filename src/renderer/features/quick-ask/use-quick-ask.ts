/** What Quick ask holds and can do, without a pixel: the words in the box, the texts beside it, the run, and what Enter and Escape mean. */
import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from '#shared/contract/selection-contract.ts';
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import { en } from '#shared/locales/en/index.ts';
import type { TaskRun } from '../../lib/generation/use-task-run.ts';
import { useCanAsk } from '../../lib/use-can-ask.ts';
import { useSettings } from '../../lib/use-settings.ts';
import type { Chip } from './chips.ts';
import { selectionInUse, usedText, withCapture, withChip, withoutChip } from './chips.ts';
import type { CommandChoice } from './commands.ts';
import { choicesFor } from './commands.ts';
import type { QuickInput, TranslationRefusal } from './quick-ask-store.ts';
import { findTranslationRefusal, useQuickRun } from './quick-ask-store.ts';
import { useArrivals } from './use-arrivals.ts';
import { useEarlierQuestions } from './use-earlier-questions.ts';

export interface QuickAsk {
  readonly run: TaskRun<QuickInput, { readonly generationId: string }, string>;
  readonly typed: string;
  readonly chips: readonly Chip[];
  readonly clip: string | null;
  readonly armed: QuickCommand | null;
  readonly choices: readonly CommandChoice[];
  readonly current: number;
  readonly hasList: boolean;
  readonly isBusy: boolean;
  readonly isClear: boolean;
  readonly refusal: TranslationRefusal | null;
  /** Enter came before everything the command needs. */
  readonly lacks: 'text' | 'instruction' | null;
  /** Where the answer may go back to. */
  readonly target: Capture | null;
  /** Why there is no selection to work on. */
  readonly limit: Capture['limit'];
  type(value: string): void;
  paste(text: string): void;
  useChip(chip: Chip): void;
  removeChip(chip: Chip): void;
  disarm(): void;
  point(index: number): void;
  pick(choice: CommandChoice | undefined): void;
  arrow(step: 1 | -1): void;
  enter(isAsk: boolean): void;
  escape(event: KeyboardEvent): void;
  clear(): void;
}

export interface QuickAskOptions {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isWindow: boolean;
  /** What the last Escape does. */
  readonly close: () => void;
}

export function useQuickAsk({ field, isWindow, close }: QuickAskOptions): QuickAsk {
  const { t } = useTranslation();
  const settings = useSettings();
  const canAsk = useCanAsk();
  const run = useQuickRun();
  const earlier = useEarlierQuestions();
  const [typed, setTyped] = useState('');
  const [chips, setChips] = useState<readonly Chip[]>([]);
  const [capture, setCapture] = useState<Capture | null>(null);
  const [armed, setArmed] = useState<QuickCommand | null>(null);
  const [current, setCurrent] = useState(0);
  const [isListOpen, setIsListOpen] = useState(run.state === 'idle');
  const [refusal, setRefusal] = useState<TranslationRefusal | null>(null);
  const [lacks, setLacks] = useState<QuickAsk['lacks']>(null);
  /** The capture that the answer on screen was asked from. */
  const [target, setTarget] = useState<Capture | null>(null);
  /** Came while an answer was being written. */
  const missed = useRef<Capture | null>(null);

  const clip = usedText(chips);
  const isBusy = run.state === 'starting' || run.state === 'running';
  const hasList = isListOpen && armed === null;
  const choices = choicesFor(typed, clip, (command) => [t(`quickAsk.command.${command}`), en.quickAsk.command[command]]);
  const isClear = typed === '' && chips.length === 0 && armed === null && run.state === 'idle' && refusal === null;

  const focusField = (): void => field.current?.focus();
  const openList = (): void => {
    setCurrent(0);
    setLacks(null);
    setIsListOpen(true);
  };
  const ask = async (command: QuickCommand, text: string, instruction: string, from = capture): Promise<void> => {
    if (!canAsk) return;
    setRefusal(null);
    setLacks(null);
    setIsListOpen(false);
    if (command === 'translate') {
      const refused = await findTranslationRefusal(text, settings).catch(() => null);
      if (refused) {
        run.clear();
        return setRefusal(refused);
      }
    }
    setTarget(from);
    run.start({ command, text, instruction });
    if (instruction !== '') earlier.markStale();
  };
  /** An armed command takes the chips, or what is typed as its text; a custom one needs both, text and words. */
  const runArmed = (command: QuickCommand, on: string | null): void => {
    const words = typed.trim();
    if (command === 'custom') {
      if (on === null || words === '') return setLacks(on === null ? 'text' : 'instruction');
      return void ask(command, on, words);
    }
    const text = on ?? words;
    if (text !== '') void ask(command, text, '');
  };
  const pick = (choice: CommandChoice | undefined): void => {
    if (!choice) return;
    if (choice.action === 'run') {
      // What only found the command is no question: the answer says which command it was.
      if (clip !== null && choice.instruction === '') setTyped('');
      return void ask(choice.command, choice.text, choice.instruction);
    }
    setArmed(choice.command === 'ask' ? null : choice.command);
    setTyped(choice.instruction);
    openList();
    focusField();
  };
  const clear = (): void => {
    run.clear();
    setTyped('');
    setChips(missed.current === null ? [] : withCapture([], missed.current));
    if (missed.current !== null) setCapture(missed.current);
    missed.current = null;
    setArmed(null);
    setRefusal(null);
    openList();
    focusField();
  };

  useArrivals(isWindow, {
    onCapture: (taken) => {
      // While an answer is being written the window shows that; the texts it was asked about stay.
      if (isBusy) {
        missed.current = taken;
        return;
      }
      const isSame = selectionInUse(taken) === '' || taken.selection === capture?.selection;
      setCapture(taken);
      // A fresh selection is a fresh start; the same one still belongs to the answer on screen, which now goes back to where it is.
      if (run.state !== 'idle' && isSame) return setTarget((before) => (before === null ? null : taken));
      if (run.state !== 'idle') clear();
      setChips((before) => withCapture(before, taken));
    },
    onRequest: (request, taken) => {
      missed.current = taken;
      clear();
      if (request.kind === 'text') return setTyped(request.text);
      const [command, instruction] = request.kind === 'own' ? (['custom', request.instruction] as const) : [request.command, ''];
      const selection = taken === null ? '' : selectionInUse(taken);
      if (selection !== '') return void ask(command, selection, instruction, taken);
      setArmed(command);
      setTyped(instruction);
    },
  });

  return {
    run,
    typed,
    chips,
    clip,
    armed,
    choices,
    current: Math.min(current, choices.length - 1),
    hasList,
    isBusy,
    isClear,
    refusal,
    lacks,
    target,
    limit: capture?.selection === '' && clip === null && run.state === 'idle' ? capture.limit : 'none',
    type: (value) => {
      setTyped(value);
      openList();
    },
    paste: (text) => {
      const next = withChip(chips, { source: 'pasted', text, isUsed: true });
      setChips(next);
      openList();
      if (armed && armed !== 'custom') runArmed(armed, usedText(next));
    },
    useChip: (chip) => {
      const next = withChip(chips, { ...chip, isUsed: true });
      setChips(next);
      openList();
      focusField();
      if (armed && armed !== 'custom') runArmed(armed, usedText(next));
    },
    removeChip: ({ source }) => {
      setChips(withoutChip(chips, source));
      openList();
      focusField();
    },
    disarm: () => {
      setArmed(null);
      openList();
      focusField();
    },
    point: setCurrent,
    pick,
    arrow: (step) => {
      const show = (question: string): void => {
        // A list that came late must not write over what was typed meanwhile.
        setTyped((now) => (now === typed ? question : now));
        openList();
      };
      if (armed === null && earlier.step(typed, step, show)) return;
      if (hasList && choices.length > 0) setCurrent((now) => (now + step + choices.length) % choices.length);
    },
    enter: (isAsk) => {
      if (isBusy) return;
      if (armed) runArmed(armed, clip);
      else pick(isAsk ? (choices.find(({ command }) => command === 'ask') ?? choices[0]) : choices[hasList ? current : 0]);
    },
    escape: (event) => {
      if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
      event.preventDefault();
      if (isBusy) run.stop();
      else if (!isClear) clear();
      else close();
    },
    clear,
  };
}
