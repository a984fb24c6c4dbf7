import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PARAMETER_LENGTHS, PARAMETER_RANGES } from '#shared/models/parameters.ts';
import type { ParameterName } from '#shared/models/parameters.ts';
import { findSchemaProblem, parseParameter } from './parameter-text.ts';

/** Why what is typed is no value of this parameter, with what would be one; null for a good one. */
export function useParameterRefusal(): (name: ParameterName, text: string) => string | null {
  const { t, i18n } = useTranslation();
  return useCallback(
    (name, text) => {
      const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
      const problem = findSchemaProblem(name, text);
      if (problem) return t(`chat.parameters.jsonSchema.problem.${problem.reason}`, { ...problem });
      if (parseParameter(name, text)) return null;
      if (name === 'stop') {
        return t('chat.parameters.tooManyStops', { texts: PARAMETER_LENGTHS.stops, most: number(PARAMETER_LENGTHS.stop) });
      }
      if (name === 'systemPrompt' || name === 'jsonSchema') return t('chat.parameters.tooLong', { most: number(PARAMETER_LENGTHS[name]) });
      if (name === 'overflow') return t('errors.INVALID_INPUT');
      const { least, most, step } = PARAMETER_RANGES[name];
      return t(Number.isInteger(step) ? 'chat.parameters.rangeWhole' : 'chat.parameters.range', {
        least: number(least),
        most: number(most),
      });
    },
    [t, i18n.language],
  );
}
