/** Sampling of one chat: every value in force, where it comes from, and a way back for each. A change applies to the next answer. */
import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectiveParameters, ParameterName, ParameterOverrides } from '#shared/models/parameters.ts';
import { PARAMETER_NAMES } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { parameterText, parseParameter } from './parameter-text.ts';

const LONG: ReadonlySet<ParameterName> = new Set(['systemPrompt', 'stop']);

interface FieldProps {
  readonly name: ParameterName;
  readonly shown: string;
  readonly source: EffectiveParameters['sources'][ParameterName];
  readonly onChange: (override: ParameterOverrides) => void;
  readonly onReset: () => void;
}

function Field({ name, shown, source, onChange, onReset }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(shown);
  const [stored, setStored] = useState(shown);
  if (stored !== shown) {
    setStored(shown);
    setText(shown);
  }
  const override = parseParameter(name, text);
  const commit = (): void => {
    if (text !== shown && override) onChange(override);
  };
  const shared = {
    id,
    value: text,
    placeholder: name === 'maxTokens' || name === 'seed' ? t(`chat.parameters.${name}.none`) : undefined,
    'aria-describedby': `${id}-text`,
    'aria-invalid': override === null,
    onBlur: commit,
  };
  const box = 'rounded-control border border-line bg-paper px-2 text-13 text-ink placeholder:text-ink-2 aria-invalid:border-danger';
  return (
    <div className="border-b border-line py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="flex-1 text-13 font-semibold">
          {t(`chat.parameters.${name}.name`)}
        </label>
        <span className="text-12 text-ink-2">{t(`chat.parameters.source.${source}`)}</span>
        <IconButton
          icon={RotateCcw}
          label={t('chat.parameters.reset', { name: t(`chat.parameters.${name}.name`) })}
          disabled={source !== 'thread'}
          onClick={onReset}
        />
        {!LONG.has(name) && (
          <input
            {...shared}
            inputMode="decimal"
            className={`${box} min-h-8 w-32 tabular-nums`}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && commit()}
          />
        )}
      </div>
      <p id={`${id}-text`} className="mt-0.5 text-12 text-ink-2">
        {override === null ? t('chat.parameters.invalid') : t(`chat.parameters.${name}.text`)}
      </p>
      {LONG.has(name) && (
        <textarea
          {...shared}
          rows={name === 'stop' ? 2 : 4}
          className={`${box} mt-2 w-full resize-y py-1.5`}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </div>
  );
}

export function ParametersDialog({ thread, onClose }: { readonly thread: Thread; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data } = useQuery({
    queryKey: ['threads', 'parameters', thread.id],
    queryFn: () => rpc.threads.getParameters({ threadId: thread.id }),
  });
  const store = async (parameters: ParameterOverrides): Promise<void> => {
    try {
      await rpc.threads.setParameters({ threadId: thread.id, parameters });
      await queryClient.invalidateQueries({ queryKey: ['threads'] });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  const without = (name: ParameterName): ParameterOverrides => {
    const { [name]: _removed, ...rest } = thread.parameters;
    return rest;
  };
  return (
    <Dialog
      isOpen
      title={t('chat.parameters.title')}
      description={t('chat.parameters.description')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
    >
      {data &&
        PARAMETER_NAMES.map((name) => (
          <Field
            key={name}
            name={name}
            shown={parameterText(data.values[name])}
            source={data.sources[name]}
            onChange={(override) => void store({ ...thread.parameters, ...override })}
            onReset={() => void store(without(name))}
          />
        ))}
    </Dialog>
  );
}
