/** The columns of the sheet, each with what it would become. */
import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { useListed, useWords } from '@/ui/hooks';
import { namedTwice, type Chosen } from './plan';

export function Columns({ columns, onChange }: { columns: readonly Chosen[]; onChange: (columns: Chosen[]) => void }) {
  const { t } = useTranslation();
  const twice = namedTwice(columns);
  const change = (position: number, changes: Partial<Chosen>) => onChange(columns.map((one) => (one.column.position === position ? { ...one, ...changes } : one)));
  return (
    <div className="org-table excel-table">
      <table aria-label={t('excel.form')}>
        <thead>
          <tr>
            <th><span className="sr-only">{t('excel.take')}</span></th>
            <th>{t('excel.name')}</th>
            <th>{t('excel.type')}</th>
            <th>{t('excel.required')}</th>
            <th>{t('excel.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((one) => <Row key={one.column.position} chosen={one} isTwice={one.isTaken && twice.has(one.label.trim())} onChange={(changes) => change(one.column.position, changes)} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ chosen, isTwice, onChange }: { chosen: Chosen; isTwice: boolean; onChange: (changes: Partial<Chosen>) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const listed = useListed();
  const { column, isTaken, label, type, isRequired } = chosen;
  const name = label || column.label;
  return (
    <tr className={isTaken ? '' : 'is-left'}>
      <td><Checkbox aria-label={t('excel.take_one', { name })} checked={isTaken} disabled={column.fits.length === 0} onChange={(event) => onChange({ isTaken: event.target.checked })} /></td>
      <td>
        <Input size="small" aria-label={t('excel.name_of', { name: column.label })} value={label} maxLength={100} disabled={!isTaken} status={isTwice ? 'error' : ''} onChange={(event) => onChange({ label: event.target.value })} />
        {isTwice && <em role="alert">{t('excel.twice')}</em>}
      </td>
      <td><Select size="small" aria-label={t('excel.type_of', { name })} value={type || null} disabled={!isTaken} options={column.fits.map((fit) => ({ value: fit.type, label: words(fit.title) }))} onChange={(next: string) => onChange({ type: next })} style={{ width: 120 }} /></td>
      <td data-label={t('excel.required')}><Checkbox aria-label={t('excel.required_of', { name })} checked={isRequired} disabled={!isTaken} onChange={(event) => onChange({ isRequired: event.target.checked })} /></td>
      <td className="muted">{column.fits.length === 0 ? t('excel.unfit') : column.filled === 0 ? t('excel.empty') : listed(column.samples)}</td>
    </tr>
  );
}
