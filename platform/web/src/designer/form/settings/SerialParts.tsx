/** The parts of a serial number, and what a number made of them looks like. */
import { Button, Input, Select } from 'antd';
import type { SerialField, SerialPart } from '@/core/documents';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { useWords } from '@/ui/hooks';
import { NumberInput } from '../../lib/NumberInput';
import { useT } from '../../words';
import { useDoc } from '../context';
import type { SettingProps } from './setting';
import { exampleOf } from './serial-example';

const KINDS = ['text', 'date', 'field', 'count'] as const;
const FORMATS = ['YYYYMMDD', 'YYYYMM', 'YYYY', 'YYMMDD', 'YYMM', 'YY'];
const RESETS = ['never', 'day', 'month', 'year', 'date'] as const;

const FRESH: Record<SerialPart['kind'], SerialPart> = {
  text: { kind: 'text', text: 'NO-' },
  date: { kind: 'date', format: 'YYYYMMDD' },
  field: { kind: 'field', field: '' },
  count: { kind: 'count', digits: 4, reset: 'date' },
};

export function SerialParts({ field, patch }: SettingProps<SerialField>) {
  const t = useT();
  const { parts } = field;
  const put = (next: SerialPart[]) => patch({ parts: next });
  const hasCount = parts.some((part) => part.kind === 'count');
  return (
    <div className="fd-rows">
      {parts.map((part, at) => (
        <div className="fd-part" key={at}>
          <span className="fd-part-kind">{t(`set.part_${part.kind}`)}</span>
          <Part part={part} onChange={(next) => put(parts.map((one, index) => (index === at ? next : one)))} />
          <button type="button" className="icon-button" aria-label={t('set.remove_part', { n: at + 1 })} onClick={() => put(parts.filter((_, index) => index !== at))}>
            <Icon name="close" size={13} />
          </button>
        </div>
      ))}
      <Menu
        side="left"
        items={KINDS.filter((kind) => kind !== 'count' || !hasCount).map((kind) => ({ key: kind, label: t(`set.part_${kind}`) }))}
        onChoose={(key) => put([...parts, FRESH[key as SerialPart['kind']]])}
        trigger={(opened) => (
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} {...opened}>
            {t('set.add_part')}
          </Button>
        )}
      />
      <div className="fd-hint">
        {t('set.example')} <code>{exampleOf(parts)}</code>
      </div>
    </div>
  );
}

function Part({ part, onChange }: { part: SerialPart; onChange: (part: SerialPart) => void }) {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const options = (types: readonly string[]) => doc.fields.filter((field) => types.includes(field.type)).map((field) => ({ value: field.id, label: words(field.label) }));
  switch (part.kind) {
    case 'text':
      return <Input size="small" value={part.text} aria-label={t('set.part_text')} onChange={(event) => onChange({ ...part, text: event.target.value })} />;
    case 'date':
      return (
        <>
          <Select size="small" value={part.format} aria-label={t('set.date_format')} options={FORMATS.map((format) => ({ value: format, label: format }))} onChange={(format) => onChange({ ...part, format })} />
          <Select size="small" value={part.field ?? ''} aria-label={t('set.date_field')} options={[{ value: '', label: t('set.date_created') }, ...options(['date', 'datetime'])]} onChange={(field) => onChange(field ? { ...part, field } : { kind: 'date', format: part.format })} />
        </>
      );
    case 'field':
      return <Select size="small" value={part.field || null} aria-label={t('set.part_field')} options={options(['text', 'choice', 'reference'])} onChange={(field) => onChange({ ...part, field })} />;
    case 'count':
      return (
        <>
          <NumberInput size="small" min={2} max={12} precision={0} value={part.digits ?? 4} aria-label={t('set.digits')} title={t('set.digits')} onChange={(digits) => onChange({ ...part, digits: digits ?? 4 })} />
          <Select size="small" value={part.reset ?? 'never'} aria-label={t('set.reset')} title={t('set.reset')} options={RESETS.map((reset) => ({ value: reset, label: t(`set.reset_${reset}`) }))} onChange={(reset) => onChange({ ...part, reset })} />
        </>
      );
  }
}
