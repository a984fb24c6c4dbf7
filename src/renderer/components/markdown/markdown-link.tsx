import { useState } from 'react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtraProps } from 'streamdown';
import { safeLink } from '../../lib/markdown/link-policy.ts';
import { openLinkInDesktop } from '../../lib/markdown/open-link.ts';
import { useAppInfo } from '../../lib/use-app-info.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';

/**
 * The one way out of a text. Desktop: main checks the address again and asks. Browser host: this dialog names the host first.
 * Addresses the policy refuses stay plain text.
 */
export function MarkdownLink({ href = '', children }: ComponentProps<'a'> & ExtraProps) {
  const { t } = useTranslation();
  const isDesktop = useAppInfo()?.host === 'desktop';
  const [isAsking, setIsAsking] = useState(false);
  const link = safeLink(href);
  if (!link) return <span title={href.startsWith('#') ? undefined : t('chat.markdown.linkBlocked')}>{children}</span>;

  const ask = (): void => {
    if (isDesktop) void openLinkInDesktop(link.href);
    else setIsAsking(true);
  };
  const open = (): void => {
    setIsAsking(false);
    window.open(link.href, '_blank', 'noopener,noreferrer');
  };
  return (
    <>
      <a
        href={link.href}
        title={link.href}
        rel="noopener noreferrer"
        onClick={(event) => {
          event.preventDefault();
          ask();
        }}
        onAuxClick={(event) => event.preventDefault()}
      >
        {children}
      </a>
      {isAsking && (
        <Dialog
          isOpen
          title={t('chat.markdown.linkTitle', { host: link.target })}
          description={t('chat.markdown.linkText')}
          closeLabel={t('common.action.close')}
          onClose={() => setIsAsking(false)}
          footer={
            <>
              <Button onClick={() => setIsAsking(false)}>{t('common.action.cancel')}</Button>
              <Button tone="primary" onClick={open}>
                {t('chat.markdown.linkOpen')}
              </Button>
            </>
          }
        >
          <p className="font-mono text-13 break-all">{link.href}</p>
        </Dialog>
      )}
    </>
  );
}
