import { useTranslation } from 'react-i18next';
import type { ParameterName, ParameterOverrides } from '#shared/models/parameters.ts';
import { effectiveParameters } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import { useCurrentModel } from '../../lib/use-current-model.ts';
import { NumberField, TextField } from './fields.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

const NUMBERS = {
  temperature: { least: 0, most: 2, step: 0.05 },
  topK: { least: 0, most: 1_000, step: 1 },
  topP: { least: 0, most: 1, step: 0.01 },
  minP: { least: 0, most: 1, step: 0.01 },
  repeatPenalty: { least: 0.5, most: 2, step: 0.05 },
} as const;
type NumberName = keyof typeof NUMBERS;

const MOST_STOP_TEXTS = 8;
const MOST_STOP_CHARS = 200;

/** Pure: one stop text a line; what the contract would refuse is cut. */
export const readStopTexts = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, MOST_STOP_TEXTS)
    .map((line) => line.slice(0, MOST_STOP_CHARS));

/** The sampling defaults under the field's own names. A thread may override each. */
export function useAnswerSettings(settings: Settings, change: Change): Setting[] {
  const { t, i18n } = useTranslation();
  const overrides = settings.parameters;
  const model = useCurrentModel()?.parameters ?? {};
  const { values } = effectiveParameters({ model, settings: overrides });
  const { values: withoutOwn } = effectiveParameters({ model });
  const set = (patch: ParameterOverrides): void => change({ parameters: { ...overrides, ...patch } });
  const reset = (name: ParameterName): void => {
    const { [name]: _old, ...others } = overrides;
    change({ parameters: others });
  };
  const named = (name: ParameterName, shipped: string): Omit<Setting, 'control'> => ({
    id: name,
    title: t(`settings.parameter.${name}.title`),
    hint: t(`settings.parameter.${name}.hint`),
    shipped,
    isChanged: overrides[name] !== undefined,
    reset: () => reset(name),
  });
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const numberSetting = (name: NumberName): Setting => ({
    ...named(name, number(withoutOwn[name])),
    control: (ids) => (
      <NumberField {...ids} {...NUMBERS[name]} value={values[name]} onValue={(value) => value !== null && set({ [name]: value })} />
    ),
  });
  return [
    {
      ...named('systemPrompt', `“${withoutOwn.systemPrompt}”`),
      control: (ids) => (
        <TextField
          {...ids}
          value={values.systemPrompt}
          placeholder={t('settings.parameter.systemPrompt.placeholder')}
          onValue={(systemPrompt) => set({ systemPrompt })}
        />
      ),
    },
    numberSetting('temperature'),
    numberSetting('topK'),
    numberSetting('topP'),
    numberSetting('minP'),
    numberSetting('repeatPenalty'),
    {
      ...named('maxTokens', t('settings.parameter.maxTokens.empty')),
      control: (ids) => (
        <NumberField
          {...ids}
          value={values.maxTokens}
          least={1}
          most={1_000_000}
          step={1}
          emptyLabel={t('settings.parameter.maxTokens.empty')}
          onValue={(maxTokens) => set({ maxTokens })}
        />
      ),
    },
    {
      ...named('stop', t('settings.none')),
      control: (ids) => (
        <TextField
          {...ids}
          value={values.stop.join('\n')}
          placeholder={t('settings.parameter.stop.placeholder')}
          onValue={(text) => set({ stop: readStopTexts(text) })}
        />
      ),
    },
    {
      ...named('seed', t('settings.parameter.seed.empty')),
      control: (ids) => (
        <NumberField
          {...ids}
          value={values.seed}
          least={0}
          most={4_294_967_295}
          step={1}
          emptyLabel={t('settings.parameter.seed.empty')}
          onValue={(seed) => set({ seed })}
        />
      ),
    },
  ];
}
