/** The tokens of an answer in the place of its text, while that is switched on: of one that stands, or as far as it is written. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { useEngine } from '../../../lib/rpc/streams.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { TokenTable } from './token-table.tsx';
import { useTurnActions } from '../turn-actions.ts';
import { useLiveTokens } from './use-live-tokens.ts';

export interface TokenViewProps {
  readonly message: Message;
  readonly isWriting: boolean;
  /** Where a branch is more than a version of an answer in a chat. */
  readonly onBranch?: ((text: string, tokenIds: readonly number[]) => void) | undefined;
}

const useModel = () => useEngine(({ engine }) => (engine.state === 'ready' ? engine.model : null));

function Waiting({ text }: { readonly text: string }) {
  return (
    <p role="status" className="text-13 text-ink-2">
      {text}
    </p>
  );
}

interface PartProps {
  readonly message: Message;
  readonly onBranch: (text: string, tokenIds: readonly number[]) => void;
}

function LiveTokens({ message, onBranch }: PartProps) {
  const { t } = useTranslation();
  const model = useModel();
  const tokens = useLiveTokens(message.generationId);
  if (tokens.length === 0) return <Waiting text={t('tokens.behind')} />;
  return <TokenTable tokens={tokens} model={model?.name ?? ''} isGrowing onBranch={onBranch} />;
}

/** Asks the model only now. */
function SettledTokens({ message, onBranch }: PartProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const model = useModel();
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens', message.id, message.text.length, model?.modelId ?? ''],
    queryFn: ({ signal }) => rpc.generations.readTokens({ messageId: message.id }, { signal }),
    staleTime: Infinity,
    retry: false,
  });
  if (error) {
    return <FailureNotice text={errorText(toAppError(error))} retryLabel={t('common.action.retry')} onRetry={() => void refetch()} />;
  }
  if (!data) return <Waiting text={t('tokens.reading')} />;
  if (data.tokens.length === 0) return <p className="text-13 text-ink-2">{t('tokens.empty')}</p>;
  return <TokenTable tokens={data.tokens} model={model?.name ?? ''} onBranch={onBranch} />;
}

export function TokenView({ message, isWriting, onBranch }: TokenViewProps) {
  const { branchWithToken } = useTurnActions();
  const Part = isWriting ? LiveTokens : SettledTokens;
  return <Part message={message} onBranch={onBranch ?? ((text, tokenIds) => void branchWithToken(message.id, text, tokenIds))} />;
}
