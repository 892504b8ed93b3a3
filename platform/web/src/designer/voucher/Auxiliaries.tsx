/** 辅助核算: for whom or where a line is, by fields of the document. */
import { Button, Select } from 'antd';
import type { Field } from '@/core/documents';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Labelled } from '../lib/Labelled';
import { useNamed } from '../lib/names';
import { useT } from '../words';
import { useProblemAt, useRule } from './context';

interface AuxiliariesProps {
  at: number;
  value: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
}

export function Auxiliaries({ at, value, onChange }: AuxiliariesProps) {
  const t = useT();
  const words = useWords();
  const named = useNamed();
  const { journal, vouchers } = useRule();
  const error = useProblemAt(`entries.${at}.auxiliaries`);
  const column = (id: string) => columnOf(vouchers?.fields ?? [], journal.voucher.lines, journal.voucher.auxiliaries?.[id] ?? id);
  const name = (id: string) => words(column(id)?.label) || id;
  const free = Object.keys(journal.voucher.auxiliaries ?? {}).filter((id) => !(id in value));
  const fits = (id: string) => named.filter(({ field }) => isLike(field, column(id)));
  return (
    <Labelled name={t('voucher.auxiliaries')} error={error}>
      {() => (
        <div className="fd-rows">
          {Object.entries(value).map(([id, path]) => (
            <div className="fd-row" key={id}>
              <span className="vr-aux">{name(id)}</span>
              <Select size="small" aria-label={name(id)} value={path || null} showSearch={BY_LABEL} options={fits(id).map((one) => ({ value: one.path, label: one.label }))} onChange={(next: string) => onChange({ ...value, [id]: next })} />
              <button type="button" className="icon-button" aria-label={t('voucher.remove_auxiliary', { name: name(id) })} onClick={() => onChange(Object.fromEntries(Object.entries(value).filter(([one]) => one !== id)))}>
                <Icon name="close" size={13} />
              </button>
            </div>
          ))}
          {free.length > 0 && (
            <Select<string>
              size="small"
              value={null as unknown as string} // a menu: what is chosen becomes a row
              placeholder={t('voucher.add_auxiliary')}
              aria-label={t('voucher.add_auxiliary')}
              options={free.map((id) => ({ value: id, label: name(id) }))}
              onChange={(id) => onChange({ ...value, [id]: fits(id)[0]?.path ?? '' })}
            />
          )}
          {free.length === 0 && Object.keys(value).length === 0 && <Button size="small" type="text" disabled>{t('voucher.no_auxiliaries')}</Button>}
        </div>
      )}
    </Labelled>
  );
}

function columnOf(fields: readonly Field[], lines: string, id: string): Field | undefined {
  const subform = fields.find((field) => field.id === lines);
  return subform?.type === 'subform' ? subform.fields.find((one) => one.id === id) : undefined;
}

/** Of the same kind: a customer for a customer. */
function isLike(field: Field, column: Field | undefined): boolean {
  if (!column) return true;
  if (column.type === 'reference') return field.type === 'reference' && field.form === column.form;
  return field.type === column.type || (column.type === 'text' && ['choice', 'serial', 'formula'].includes(field.type));
}
