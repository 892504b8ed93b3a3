/** Several values of a condition, each by its name: what is chosen below joins those above. */
import { useId, useState } from 'react';
import type { Field, FieldValue } from '@/core/documents';
import { fields } from '@/fields';
import { useLanguage } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import { useValueNames } from './value-names';

interface ManyValuesProps {
  /** As one value of it is typed. */
  field: Field;
  path: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

export function ManyValues({ field, path, value, onChange }: ManyValuesProps) {
  const t = useT();
  const id = useId();
  const nameOf = useValueNames();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const language = useLanguage();
  const { Input } = fields.get(field.type);
  const name = (one: string) => nameOf(field, one) ?? chosen.get(one) ?? t('cond.word_chosen');
  const add = (next: FieldValue) => {
    const one = typeof next === 'object' && next !== null && 'id' in next ? next.id : typeof next === 'string' ? next : '';
    if (one === '' || value.includes(one)) return;
    setChosen((known) => new Map(known).set(one, fields.get(field.type).text(next, field, language)));
    onChange([...value, one]);
  };
  return (
    <span className="fd-condition-value fd-many-values">
      {value.length > 0 && (
        <ul aria-label={t('cond.values')}>
          {value.map((one) => (
            <li key={one}>
              <span>{name(one)}</span>
              <button type="button" className="icon-button" aria-label={t('cond.take_out', { name: name(one) })} onClick={() => onChange(value.filter((other) => other !== one))}>
                <Icon name="close" size={11} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <label htmlFor={id} className="sr-only">{t('cond.value')}</label>
      <Input id={id} field={{ ...field, placeholder: {} }} path={path} value={null} onChange={add} />
    </span>
  );
}
