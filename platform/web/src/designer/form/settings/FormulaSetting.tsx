/** A formula as a setting; the editor is a chunk of its own. */
import { lazy, Suspense } from 'react';
import type { FormulaField } from '@/core/documents';
import { useNamed } from '../../lib/names';
import type { SettingProps } from './setting';

const FormulaEditor = lazy(() => import('../../lib/FormulaEditor'));
const ResultFormula = lazy(() => import('./ResultFormula'));

export function FormulaSetting(given: SettingProps<FormulaField>) {
  return (
    <Suspense fallback={<div className="fx-loading" />}>
      <ResultFormula key={given.path} {...given} />
    </Suspense>
  );
}

/** The weight of a row, by which the formula is shared; only rows can share. */
export function SpreadSetting({ field, path, patch }: SettingProps<FormulaField>) {
  return <FormulaInput key={path} path={path} value={field.spread ?? ''} onChange={(spread) => patch({ spread: spread || undefined })} />;
}

/** A field does not read itself. */
export function FormulaInput({ path, value, onChange }: { path: string; value: string; onChange: (value: string) => void }) {
  const named = useNamed().filter((one) => one.path !== path);
  return (
    <Suspense fallback={<div className="fx-loading" />}>
      <FormulaEditor value={value} named={named} onChange={onChange} />
    </Suspense>
  );
}
