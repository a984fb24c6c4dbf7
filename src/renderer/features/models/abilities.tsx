import { useTranslation } from 'react-i18next';
import type { Ability, Model } from '#shared/models/model.ts';

const TASKS = ['writing', 'translation', 'code'] as const;

/** What the model is good at, weak at and unable to do, in one or two sentences. */
export function Abilities({ model }: { readonly model: Model }) {
  const { t, i18n } = useTranslation();
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const tasks = (ability: Ability): string =>
    list.format(TASKS.filter((task) => model.abilities[task] === ability).map((task) => t(`models.task.${task}`)));
  if (model.kind === 'embedding') return <p>{t('models.kindText.embedding')}</p>;
  const sentences = [
    tasks('good') && t('models.goodAt', { tasks: tasks('good') }),
    tasks('weak') && t('models.weakAt', { tasks: tasks('weak') }),
    tasks('none') && t('models.notFor', { tasks: tasks('none') }),
  ].filter((sentence) => sentence !== '');
  return (
    <>
      {model.kind === 'base' && <p>{t('models.kindText.base')}</p>}
      <p>{sentences.length === 0 ? t('models.unknownAbilities') : sentences.join(i18n.language === 'zh-CN' ? '' : ' ')}</p>
      {model.languages.length > 0 && (
        <p>{t('models.languages', { languages: list.format(model.languages.map((tag) => names.of(tag) ?? tag)) })}</p>
      )}
    </>
  );
}
