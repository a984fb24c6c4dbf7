import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EngineState } from '#shared/models/model.ts';
import { useEngine } from '../lib/rpc/streams.ts';

const dotClass = (engine: EngineState): string => {
  if (engine.state === 'failed') return 'bg-danger';
  if (engine.state === 'ready') return 'bg-success';
  return engine.state === 'stopped' ? 'bg-line-strong' : 'bg-warning';
};

/** Which model runs, where, and how it is; leads to Models. */
export function EngineChip() {
  const { t } = useTranslation();
  const engine = useEngine((store) => store.engine);
  const where = engine.state === 'ready' ? ` · ${engine.model.backend === 'cpu' ? t('common.engine.cpu') : t('common.engine.gpu')}` : '';
  const status = (): string => {
    if (engine.state === 'stopped') return t('common.engine.none');
    if (engine.state === 'starting') return t('common.engine.starting', { name: engine.name });
    if (engine.state === 'loading') return t('common.engine.loading', { name: engine.name, percent: Math.round(engine.fraction * 100) });
    if (engine.state === 'failed') return t('common.engine.failed', { name: engine.name });
    // The accessible name must contain what is to be read on the chip.
    const name = engine.model.name + where;
    return engine.isBusy ? t('common.engine.busy', { name }) : t('common.engine.ready', { name });
  };
  const name = engine.state === 'ready' ? engine.model.name : status();
  return (
    <Link
      href="/models"
      aria-label={t('common.engine.chip', { status: status() })}
      title={status()}
      className="flex min-h-7 max-w-72 items-center gap-2 rounded-full border border-line bg-surface px-3 text-12 text-ink-2 hover:border-line-strong"
    >
      <span aria-hidden className={clsx('size-2 shrink-0 rounded-full', dotClass(engine))} />
      <span className="truncate tabular-nums">
        {name}
        {where}
      </span>
    </Link>
  );
}
