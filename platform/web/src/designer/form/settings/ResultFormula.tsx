/** The formula of a field, whose result is what the formula gives for as long as nobody says otherwise. */
import { useRef } from 'react';
import type { FormulaField } from '@/core/documents';
import FormulaEditor from '../../lib/FormulaEditor';
import { useNamed } from '../../lib/names';
import { impliedResult } from '../implied-result';
import type { SettingProps } from './setting';

export default function ResultFormula({ field, path, patch }: SettingProps<FormulaField>) {
  const named = useNamed().filter((one) => one.path !== path);
  const implied = (formula: string) => impliedResult(formula, (of) => named.find((one) => one.path === of)?.field);
  /** What the formula made of the result, last; null: its designer decides. */
  const followed = useRef<FormulaField['result'] | null | undefined>(undefined);
  followed.current ??= followed.current === null ? null : (implied(field.formula) ?? field.result);
  const change = (formula: string) => {
    if (followed.current !== field.result) followed.current = null;
    const next = followed.current === null ? null : implied(formula);
    if (next !== null) followed.current = next;
    patch({ formula, ...(next !== null && next !== field.result ? { result: next } : {}) });
  };
  return <FormulaEditor value={field.formula} named={named} onChange={change} />;
}
