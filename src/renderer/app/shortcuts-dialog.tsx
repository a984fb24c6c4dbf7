import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { buttonClass } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { SHORTCUT_GROUPS, SHORTCUT_IDS, SHORTCUTS } from '#shared/models/shortcuts.ts';
import { shortcutLabel } from '../lib/shortcuts.ts';

/** All shortcuts by group, opened by `?`. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('common.shortcuts.title')}
      description={t('common.shortcuts.text')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.action.close')}
    >
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group} className="min-w-0">
            <h3 className="mb-1 text-12 font-semibold text-ink-2">{t(`common.shortcuts.group.${group}`)}</h3>
            <dl className="divide-y divide-line">
              {SHORTCUT_IDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
                <div key={id} className="flex min-h-8 items-center justify-between gap-3 py-1">
                  <dt className="text-13">{t(`common.shortcuts.name.${id}`)}</dt>
                  <dd>
                    <kbd className="rounded-control border border-line bg-sunken px-2 py-0.5 font-sans text-12 whitespace-nowrap text-ink">
                      {shortcutLabel(id)}
                    </kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="mt-6">
        <Link href="/settings/self-test" onClick={onClose} className={buttonClass('plain')}>
          {t('selfTest.openLink')}
        </Link>
      </p>
    </Dialog>
  );
}
