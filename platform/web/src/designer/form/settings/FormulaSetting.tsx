/** A formula as a setting; the editor is a chunk of its own. */
import type { FormulaField } from '@/core/documents';
import { late } from '@/ui/late';
import { FormulaEditor } from '../../lib/LateFormulaEditor';
import { useNamed } from '../../lib/names';
import type { SettingProps } from './setting';

const ResultFormula = late(async () => (await import('./ResultFormula')).default, () => <div className="fx-loading" />);

export function FormulaSetting(given: SettingProps<FormulaField>) {
  return (
    <ResultFormula key={given.path} {...given} />
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
    <FormulaEditor value={value} named={named} onChange={onChange} />
  );
}
