/** All settings on one page, with a search box. Each applies at once. */
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { Button } from '../../components/button.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { useAppInfo } from '../../lib/use-app-info.ts';
import { setSettingsQuery as setQuery, useSettingsQuery } from '../../lib/settings-query.ts';
import { useSettings } from '../../lib/use-settings.ts';
import { useAboutSettings } from './about-settings.tsx';
import { useAnswerSettings } from './answer-settings.tsx';
import { DataOutcome, useDataActions, useDataSettings } from './data-settings.tsx';
import { useDesktopSettings } from './desktop-settings.tsx';
import { useEngineSettings } from './engine-settings.tsx';
import { useGeneralSettings } from './general-settings.tsx';
import { useLanguageSettings } from './language-settings.tsx';
import { ReloadNotice } from './reload-notice.tsx';
import type { Setting } from './setting.ts';
import { isFound } from './setting.ts';
import { SettingRow } from './setting-row.tsx';
import { useSelfTestSetting } from './self-test-setting.tsx';
import { ShortcutsNote } from './shortcuts-note.tsx';
import { useShortcutActions, useShortcutSettings } from './shortcuts-settings.tsx';
import { useUpdateSettings } from './update-settings.tsx';
import { useChange } from './use-change.ts';

export interface Section {
  readonly name: 'general' | 'answers' | 'engine' | 'languages' | 'shortcuts' | 'desktop' | 'data' | 'about';
  readonly settings: readonly Setting[];
  readonly note?: ReactNode;
}

/** Every setting there is, in its section. */
export function useSections(): Section[] {
  const settings = useSettings();
  const info = useAppInfo();
  const change = useChange();
  const data = useDataActions();
  const shortcuts = useShortcutActions(settings, change);
  return [
    { name: 'general', settings: useGeneralSettings(settings, change) },
    { name: 'answers', settings: useAnswerSettings(settings, change) },
    { name: 'engine', settings: useEngineSettings(settings, change), note: <ReloadNotice /> },
    { name: 'languages', settings: useLanguageSettings(settings, change) },
    {
      name: 'shortcuts',
      settings: useShortcutSettings(settings, info, shortcuts),
      note: <ShortcutsNote settings={settings} actions={shortcuts} />,
    },
    { name: 'desktop', settings: [...useDesktopSettings(settings, info, change), useSelfTestSetting()] },
    {
      name: 'data',
      settings: useDataSettings(info, data),
      note: <DataOutcome actions={data} isBackupMissing={info?.isBackupMissing === true} />,
    },
    { name: 'about', settings: [...useAboutSettings(info), ...useUpdateSettings(settings, info, change)] },
  ];
}

export function SettingsView() {
  const { t } = useTranslation();
  const query = useSettingsQuery((search) => search.query);
  useEffect(() => () => setQuery(''), []);
  const found = useSections()
    .map((section) => ({
      ...section,
      settings: section.settings.filter((setting) => isFound(query.trim(), t(`settings.section.${section.name}`), setting)),
    }))
    .filter(({ settings }) => settings.length > 0);
  return (
    <>
      <ViewHeader title={<h1>{t('settings.title')}</h1>}>
        <div className="relative w-64 max-w-full">
          <Search
            size={16}
            strokeWidth={1.75}
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-2"
          />
          <input
            type="search"
            aria-label={t('settings.search')}
            placeholder={t('settings.search')}
            value={query}
            maxLength={200}
            onChange={(event) => setQuery(event.target.value)}
            className="min-h-8 w-full rounded-control border border-line bg-surface pr-3 pl-9 text-13 placeholder:text-ink-2"
          />
        </div>
      </ViewHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-[56rem] flex-col gap-8 p-4 sm:p-6">
          {found.map(({ name, settings, note }) => (
            <section key={name} aria-labelledby={`settings-${name}`} className="flex flex-col gap-3">
              <div>
                <h2 id={`settings-${name}`} className="text-15 font-semibold">
                  {t(`settings.section.${name}`)}
                </h2>
                <p className="text-12 text-ink-2">{t(`settings.sectionText.${name}`)}</p>
              </div>
              <div className="divide-y divide-line rounded-card border border-line bg-surface">
                {settings.map((setting) => (
                  <SettingRow key={setting.id} setting={setting} />
                ))}
              </div>
              {note}
            </section>
          ))}
          <p role="status" className="sr-only">
            {query.trim() === '' ? '' : t('settings.found', { count: found.reduce((sum, { settings }) => sum + settings.length, 0) })}
          </p>
          {found.length === 0 && (
            <EmptyState
              title={t('settings.nothingFound', { query: query.trim() })}
              actions={<Button onClick={() => setQuery('')}>{t('settings.showAll')}</Button>}
            >
              {t('settings.nothingFoundText')}
            </EmptyState>
          )}
        </div>
      </div>
    </>
  );
}
