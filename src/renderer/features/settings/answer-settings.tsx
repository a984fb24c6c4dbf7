import { useTranslation } from 'react-i18next';
import { changeParameters, effectiveParameters, overflowSchema, PARAMETER_NAMES, PARAMETER_RANGES } from '#shared/models/parameters.ts';
import type { Overflow, ParameterName, ParameterOverrides } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import { SelectField } from '../../components/select-field.tsx';
import { parameterText, parseParameter } from '../../lib/parameter-text.ts';
import { useCurrentModel } from '../../lib/use-current-model.ts';
import { useParameterRefusal } from '../../lib/use-parameter-refusal.ts';
import { NumberField, TextField } from './fields.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

type TextName = 'systemPrompt' | 'stop' | 'jsonSchema';
type NullableName = 'maxTokens' | 'seed';
type NumberName = Exclude<ParameterName, TextName | NullableName | 'overflow'>;

/** The defaults of all chats under the field's own names. An assistant or a thread may override each. */
export function useAnswerSettings(settings: Settings, change: Change): Setting[] {
  const { t, i18n } = useTranslation();
  const refusalOf = useParameterRefusal();
  const overrides = settings.parameters;
  const model = useCurrentModel()?.parameters ?? {};
  const { values } = effectiveParameters({ model, settings: overrides });
  const { values: withoutOwn, sources } = effectiveParameters({ model });
  const set = (patch: ParameterOverrides | null): void => {
    if (patch) change({ parameters: changeParameters(overrides, { set: patch, reset: [] }) });
  };
  const reset = (name: ParameterName): void => {
    change({ parameters: changeParameters(overrides, { set: {}, reset: [name] }) });
  };
  const named = (name: ParameterName, shipped: string): Omit<Setting, 'control'> => ({
    id: name,
    title: t(`settings.parameter.${name}.title`),
    hint: t(`settings.parameter.${name}.hint`),
    shipped,
    isRecommended: sources[name] === 'model',
    isChanged: overrides[name] !== undefined,
    reset: () => reset(name),
  });
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const numberSetting = (name: NumberName): Setting => ({
    ...named(name, number(withoutOwn[name])),
    control: (ids) => (
      <NumberField
        {...ids}
        {...PARAMETER_RANGES[name]}
        value={values[name]}
        onValue={(value) => value !== null && set({ [name]: value })}
      />
    ),
  });
  const nullableSetting = (name: NullableName): Setting => {
    const emptyLabel = t(`settings.parameter.${name}.empty`);
    return {
      ...named(name, emptyLabel),
      control: (ids) => (
        <NumberField
          {...ids}
          {...PARAMETER_RANGES[name]}
          value={values[name]}
          emptyLabel={emptyLabel}
          onValue={(value) => set({ [name]: value })}
        />
      ),
    };
  };
  const textSetting = (name: TextName): Setting => ({
    ...named(name, name === 'systemPrompt' ? `“${withoutOwn.systemPrompt}”` : t('settings.none')),
    control: (ids) => (
      <TextField
        {...ids}
        value={parameterText(values[name])}
        placeholder={t(`settings.parameter.${name}.placeholder`)}
        refuse={(text) => refusalOf(name, text)}
        onValue={(text) => set(parseParameter(name, text))}
      />
    ),
  });
  const overflowLabel = (value: Overflow): string => t(`chat.parameters.overflow.${value}`);
  return PARAMETER_NAMES.map((name): Setting => {
    if (name === 'systemPrompt' || name === 'stop' || name === 'jsonSchema') return textSetting(name);
    if (name === 'maxTokens' || name === 'seed') return nullableSetting(name);
    if (name !== 'overflow') return numberSetting(name);
    return {
      ...named(name, overflowLabel(withoutOwn.overflow)),
      control: ({ id, describedBy }) => (
        <SelectField
          id={id}
          aria-describedby={describedBy}
          value={values.overflow}
          options={overflowSchema.options.map((value) => ({ value, label: overflowLabel(value) }))}
          onValueChange={(overflow) => set({ overflow })}
        />
      ),
    };
  });
}
