/** Of every field: hidden, visible or to be filled in, and what must be filled in. Only what differs is written down. */
import { Checkbox } from 'antd';
import { useMemo } from 'react';
import { useWords } from '@/ui/hooks';
import { allFields } from '../../lib/all-fields';
import { ALL, RIGHTS, rightOf, withRight, type Written } from '../../lib/rights';
import { useT } from '../../words';
import { useFlowForm } from '../context';
import type { FieldRight } from '../document';

const NONE: Written = {};
const USUAL: FieldRight = 'view';

interface RightsProps {
  rights: Record<string, FieldRight> | undefined;
  required?: string[] | undefined;
  /** Copies are read, not filled in. */
  isReadOnly?: boolean;
  onChange: (rights: Record<string, FieldRight> | undefined) => void;
  onRequired?: (required: string[] | undefined) => void;
}

export function Rights({ rights = NONE, required = [], isReadOnly = false, onChange, onRequired }: RightsProps) {
  const t = useT();
  const words = useWords();
  const doc = useFlowForm();
  const rows = useMemo(() => allFields(doc).filter(({ field }) => field.type !== 'section'), [doc]);
  const offered = isReadOnly ? RIGHTS.filter((one) => one !== 'edit') : RIGHTS;
  const put = (path: string, right: FieldRight) => {
    onChange(withRight(rights, path, right, USUAL));
    if (right !== 'edit' && required.includes(path)) ask(path, false);
  };
  const ask = (path: string, on: boolean) => {
    const next = on ? [...required, path] : required.filter((one) => one !== path);
    onRequired?.(next.length > 0 ? next : undefined);
  };
  const choice = (path: string, name: string, right: FieldRight) =>
    offered.map((one) => (
      <td key={one}>
        <input type="radio" name={`right-${path}`} aria-label={`${name} ${t(`rights.${one}`)}`} checked={right === one} onChange={() => put(path, one)} />
      </td>
    ));
  return (
    <div className="fl-rights">
      <table>
        <thead>
          <tr>
            <th>{t('rights.field')}</th>
            {offered.map((one) => (
              <th key={one}>{t(`rights.${one}`)}</th>
            ))}
            {onRequired && <th>{t('rights.required')}</th>}
          </tr>
        </thead>
        <tbody>
          <tr className="is-all">
            <td>{t('rights.all')}</td>
            {choice(ALL, t('rights.all'), rights[ALL] ?? 'view')}
            {onRequired && <td />}
          </tr>
          {rows.map(({ path, field, parent }) => {
            const right = rightOf(rights, path, USUAL);
            const name = words(field.label);
            const canBeAsked = right === 'edit' && !['subform', 'formula', 'serial'].includes(field.type);
            return (
              <tr key={path} className={parent ? 'is-column' : undefined}>
                <td title={name}>{name}</td>
                {choice(path, name, right)}
                {onRequired && <td>{canBeAsked && <Checkbox aria-label={`${name} ${t('rights.required')}`} checked={required.includes(path)} onChange={(event) => ask(path, event.target.checked)} />}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
