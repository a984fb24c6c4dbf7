/**
 * What a thread's next request holds: the history that is sent, the ledger that shows it, and what happens when it outgrows the window.
 * Every request and every ledger takes its turns from `toHistory` and its cut from the engine, so that they cannot differ.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { ContextLedger } from '#shared/models/context.ts';
import type { MessageId, SummaryId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Parameters } from '#shared/models/parameters.ts';
import type { ChatTurn } from '#main/inference/engine.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import type { PlanRequest, PromptPlan } from '#main/inference/prompt-plan.ts';
import { summaryNote } from '#main/inference/prompts/summary-prompt.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';
import { toLedger } from './context-ledger.ts';
import { shareWork } from './share-work.ts';
import { countRead, summariseTurns } from './summarise-turns.ts';
import { toHistory } from './thread-history.ts';
import type { PathMessage, ThreadHistory } from './thread-history.ts';

/** What an answer that is gone on from begins with. `tokens`: exactly, where the text alone would not say which. */
export interface AnswerBegin {
  readonly text: string;
  readonly tokens?: readonly number[] | undefined;
}

/** What the next request would be asked with. */
export interface Asked {
  readonly threadId: ThreadId;
  readonly parameters: Pick<Parameters, 'systemPrompt' | 'maxTokens' | 'overflow'>;
  /** Down to the turn that is to be answered. */
  readonly path: readonly PathMessage[];
  /** Absent: a new answer. */
  readonly answer?: AnswerBegin | undefined;
}

export interface ContextDeps {
  readonly store: Pick<Store, 'context'>;
  readonly hub: Pick<GenerationHub, 'start' | 'cancel' | 'outcome'>;
  /** Waits for a model that is being loaded. @throws AppError MODEL_* */
  planPrompt(request: PlanRequest): Promise<PromptPlan>;
  countTokens(text: string): Promise<number>;
  isEngineReady(): boolean;
  /** The model in use, and the largest window it was trained for. */
  describeModel(): Promise<{ readonly name: string; readonly largestContext: number }>;
  /** What the thread's next request is asked with, with this text as its last turn. `hasOlder`: the path goes on above. */
  readAsked(threadId: ThreadId, text: string): Promise<Asked & { readonly hasOlder: boolean }>;
  onChanged(topic: 'messages' | 'generations', threadId: ThreadId): void;
  readonly log: Pick<Logger, 'warn'>;
}

export interface ContextService {
  get(threadId: ThreadId, text: string): Promise<ContextLedger>;
  setKept(messageId: MessageId, isKept: boolean): Promise<Message>;
  /** Tells of all that the next request leaves out. Does nothing when that is nothing. */
  summarise(threadId: ThreadId, signal?: AbortSignal): Promise<void>;
  editSummary(threadId: ThreadId, summaryId: SummaryId, text: string): Promise<void>;
  removeSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void>;
  restoreSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void>;
}

/** What the generations ask of it. */
export interface ContextOfRuns {
  /** Called before anything is committed. @throws AppError CONTEXT_FULL where the user is to be asked, CONTEXT_KEPT_TOO_LONG, PROMPT_TOO_LONG */
  requireRoom(asked: Asked): Promise<void>;
  /** The turns to send. `prepare`: where a summary is wanted it is written first. It never fails: without a summary the oldest turns go. */
  turnsFor(asked: Asked): Promise<{ turns: readonly ChatTurn[]; prepare?: (signal: AbortSignal) => Promise<readonly ChatTurn[]> }>;
}

export function createContextService(deps: ContextDeps): ContextService & ContextOfRuns {
  const { store, hub, planPrompt, countTokens, isEngineReady, describeModel, readAsked, onChanged, log } = deps;

  const historyOf = async ({ threadId, parameters, path }: Asked): Promise<ThreadHistory> =>
    toHistory(parameters.systemPrompt, path, await store.context.listSummaries(threadId));
  const planOf = ({ threadId, parameters: { maxTokens }, answer }: Asked, { turns }: ThreadHistory): Promise<PromptPlan> =>
    planPrompt({
      slotKey: threadId,
      history: [...turns],
      maxTokens,
      answerPrefix: answer?.text,
      answerTokens: answer?.tokens && [...answer.tokens],
    });

  /** False when there is nothing to tell of. */
  const tellOf = async ({ threadId, path }: Asked, history: ThreadHistory, plan: PromptPlan, signal: AbortSignal): Promise<boolean> => {
    const { summary: earlier, turns, messages } = history;
    const out = turns.flatMap((turn, index) => {
      const planned = plan.turns[index];
      const id = messages[index]?.id;
      return id && planned?.isIn === false ? [{ id, turn, tokens: planned.tokens }] : [];
    });
    const fresh = out.filter(({ turn }) => turn.isSummarised !== true);
    const until = out.at(-1);
    const first = fresh.at(-countRead(fresh, plan.contextSize));
    if (until === undefined || first === undefined) return false;
    const [text, model] = await Promise.all([
      summariseTurns({
        hub,
        threadId,
        contextSize: plan.contextSize,
        earlier: earlier?.text ?? '',
        turns: fresh,
        signal,
        onStarted: () => onChanged('generations', threadId),
      }),
      describeModel(),
    ]);
    const places = new Map(path.map(({ id }, index) => [id, index]));
    const placeOf = (id: MessageId): number => places.get(id) ?? -1;
    const fromMessageId = earlier?.fromMessageId ?? first.id;
    const count = placeOf(until.id) - placeOf(fromMessageId) + 1;
    const isBeginningSeen = earlier === null || placeOf(fromMessageId) !== -1;
    const messageCount = isBeginningSeen ? count : earlier.messageCount + placeOf(until.id) - placeOf(earlier.untilMessageId);
    await store.context.addSummary({
      threadId,
      fromMessageId,
      untilMessageId: until.id,
      messageCount,
      text,
      modelName: model.name,
    });
    onChanged('messages', threadId);
    return true;
  };

  const prepare = async (asked: Asked, signal: AbortSignal): Promise<readonly ChatTurn[]> => {
    const history = await historyOf(asked);
    try {
      const plan = await planOf(asked, history);
      if (plan.newlyOut > 0 && plan.problem === null && (await tellOf(asked, history, plan, signal))) return (await historyOf(asked)).turns;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'CANCELLED')) log.warn('what a chat left out could not be summarised', error);
    } finally {
      onChanged('generations', asked.threadId);
    }
    return history.turns;
  };

  const change = async (threadId: ThreadId, work: Promise<void>): Promise<void> => {
    await work;
    onChanged('messages', threadId);
  };

  return {
    get: async (threadId, text) => {
      const asked = await readAsked(threadId, text);
      const history = await historyOf(asked);
      const note = history.summary === null ? '' : summaryNote(history.summary.text);
      const [plan, { largestContext }] = await Promise.all([planOf(asked, history), describeModel()]);
      const summaryTokens = note === '' ? 0 : await countTokens(note);
      return toLedger({ history, plan, overflow: asked.parameters.overflow, largestContext, summaryTokens, hasOlder: asked.hasOlder });
    },
    setKept: async (messageId, isKept) => {
      const message = await store.context.setKept(messageId, isKept);
      onChanged('messages', message.threadId);
      return message;
    },
    summarise: async (threadId, signal = new AbortController().signal) => {
      const asked = await readAsked(threadId, '');
      const history = await historyOf(asked);
      try {
        await tellOf(asked, history, await planOf(asked, history), signal);
      } finally {
        onChanged('generations', threadId);
      }
    },
    editSummary: (threadId, summaryId, text) => change(threadId, store.context.editSummary(threadId, summaryId, text)),
    removeSummary: (threadId, summaryId) => change(threadId, store.context.removeSummary(threadId, summaryId)),
    restoreSummary: (threadId, summaryId) => change(threadId, store.context.restoreSummary(threadId, summaryId)),
    requireRoom: async (asked) => {
      const { overflow } = asked.parameters;
      const hasKept = asked.path.some(({ isKept }) => isKept);
      // A model that is still being loaded is waited for only where the user wants to be asked.
      // In a new chat there is nothing to choose about.
      if (asked.path.length < 2) return;
      if (overflow !== 'ask' && !(hasKept && isEngineReady())) return;
      const history = await historyOf(asked);
      const plan = await planOf(asked, history);
      if (plan.problem) throw new AppError(plan.problem.code, plan.problem.data);
      if (overflow !== 'ask' || plan.newlyOut === 0) return;
      throw new AppError('CONTEXT_FULL', {
        leftOut: plan.newlyOut,
        contextSize: plan.contextSize,
        largestContext: (await describeModel()).largestContext,
      });
    },
    turnsFor: async (asked) => {
      const { turns } = await historyOf(asked);
      if (asked.parameters.overflow !== 'summarise') return { turns };
      return { turns, prepare: shareWork((signal) => prepare(asked, signal), turns) };
    },
  };
}
