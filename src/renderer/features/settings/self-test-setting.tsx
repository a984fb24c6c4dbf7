import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { buttonClass } from '../../components/button.tsx';
import type { Setting } from './setting.ts';

/** The way to the screen that says what works on this desktop. */
export function useSelfTestSetting(): Setting {
  const { t } = useTranslation();
  return {
    id: 'selfTest',
    title: t('selfTest.title'),
    hint: t('selfTest.intro'),
    shipped: null,
    isChanged: false,
    isAction: true,
    control: ({ describedBy }) => (
      <Link href="/settings/self-test" aria-describedby={describedBy} className={buttonClass('plain')}>
        {t('selfTest.openLink')}
      </Link>
    ),
  };
}
