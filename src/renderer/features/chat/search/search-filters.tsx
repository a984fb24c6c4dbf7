import { clsx } from 'clsx';
import { Star, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import { assistantIdSchema, folderIdSchema } from '#shared/models/ids.ts';
import type { SearchFilters as Filters } from '#shared/models/search.ts';
import { dayEnd, daysAgo, dayStart, PAST_DAYS, toField, toLastDay } from './search-dates.ts';
import type { Past } from './search-dates.ts';
import { useAssistants } from '../../../lib/use-assistants.ts';
import { clearFilters, setFilters, setSpan, useSearch } from './search-store.ts';
import { useFolders } from '../side-bar/use-folders.ts';

interface ChipProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

const chip = 'min-h-6 rounded-full border px-2 text-12';
const chipTone = (isOn: boolean): string =>
  isOn ? 'border-accent bg-accent-soft text-accent' : 'border-line bg-surface text-ink-2 hover:border-line-strong';

/** A select that says what it is set to, and stands back while that is nothing. */
function Chip({ label, value, options, onChange }: ChipProps) {
  return (
    <select
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={clsx(chip, 'max-w-40 appearance-none truncate [field-sizing:content]', chipTone(value !== ''))}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

const isPast = (value: string): value is Past => Object.hasOwn(PAST_DAYS, value);

function WhenChip({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const span = useSearch((search) => search.span);
  const { from, to } = filters;
  const choose = (value: string): void => {
    if (value === 'between') return setSpan('between');
    setSpan(isPast(value) ? value : '');
    setFilters({ ...filters, to: undefined, from: isPast(value) ? daysAgo(PAST_DAYS[value], new Date()) : undefined });
  };
  const field = 'min-h-7 min-w-0 flex-1 rounded-control border border-line bg-surface px-1.5 text-12 text-ink';
  return (
    <>
      <Chip
        label={t('search.filters.time')}
        value={span}
        options={[
          { value: '', label: t('search.filters.anyTime') },
          ...(['week', 'month', 'year', 'between'] as const).map((value) => ({ value, label: t(`search.filters.${value}`) })),
        ]}
        onChange={choose}
      />
      {span === 'between' && (
        <span className="order-last flex w-full gap-1">
          <input
            type="date"
            aria-label={t('search.filters.from')}
            value={toField(from)}
            className={field}
            onChange={(event) => setFilters({ ...filters, from: dayStart(event.target.value) })}
          />
          <input
            type="date"
            aria-label={t('search.filters.to')}
            value={toLastDay(to)}
            className={field}
            onChange={(event) => setFilters({ ...filters, to: dayEnd(event.target.value) })}
          />
        </span>
      )}
    </>
  );
}

/** Chips under the search box: who wrote it, when, where, and whether it carries a star. */
export function SearchFilters({ threadId }: { readonly threadId: ThreadId | null }) {
  const { t } = useTranslation();
  const filters = useSearch((search) => search.filters);
  const folders = useFolders();
  const assistants = useAssistants() ?? [];
  const { role, folderId, assistantId, isStarred } = filters;
  const isOn = useSearch((search) => search.span !== '') || Object.values(filters).some((value) => value !== undefined);
  const place = filters.threadId !== undefined ? 'thread' : (folderId ?? '');
  return (
    <div role="group" aria-label={t('search.filters.label')} className="flex flex-wrap items-center gap-1 px-3 pb-2">
      <Chip
        label={t('search.filters.role')}
        value={role ?? ''}
        options={[
          { value: '', label: t('search.filters.anyone') },
          { value: 'user', label: t('search.filters.you') },
          { value: 'assistant', label: t('search.filters.assistant') },
        ]}
        onChange={(value) => setFilters({ ...filters, role: value === 'user' || value === 'assistant' ? value : undefined })}
      />
      <WhenChip filters={filters} />
      {(threadId !== null || filters.threadId !== undefined || folders.length > 0) && (
        <Chip
          label={t('search.filters.place')}
          value={place}
          options={[
            { value: '', label: t('search.filters.everywhere') },
            ...(threadId === null && filters.threadId === undefined ? [] : [{ value: 'thread', label: t('search.filters.thisChat') }]),
            ...folders.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => {
            const folder = folderIdSchema.safeParse(value);
            setFilters({
              ...filters,
              threadId: value === 'thread' ? (threadId ?? filters.threadId) : undefined,
              folderId: folder.success ? folder.data : undefined,
            });
          }}
        />
      )}
      {assistants.length > 0 && (
        <Chip
          label={t('search.filters.with')}
          value={assistantId ?? ''}
          options={[{ value: '', label: t('search.filters.withAny') }, ...assistants.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(value) => setFilters({ ...filters, assistantId: assistantIdSchema.safeParse(value).data })}
        />
      )}
      <button
        type="button"
        aria-pressed={isStarred === true}
        className={clsx(chip, 'inline-flex items-center gap-1', chipTone(isStarred === true))}
        onClick={() => setFilters({ ...filters, isStarred: isStarred ? undefined : true })}
      >
        <Star size={12} strokeWidth={1.75} aria-hidden />
        {t('search.filters.starred')}
      </button>
      {isOn && (
        <button
          type="button"
          aria-label={t('search.filters.clear')}
          data-tooltip={t('search.filters.clear')}
          className="inline-flex size-6 items-center justify-center rounded-full text-ink-2 hover:bg-accent-soft hover:text-ink"
          onClick={clearFilters}
        >
          <X size={14} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    </div>
  );
}
