/** A field that a link needs and the form does not have yet: made where it belongs, by one click. */
import { Button } from 'antd';
import type { Field } from '@/core/documents';
import type { Words } from '@/core/words';
import { Icon } from '@/ui/icons';
import { useT } from '../../words';
import { useActions, useDoc } from '../context';
import { listAt, newId, pathOf } from '../tree';

interface NewFieldProps {
  label: Words;
  field: Record<string, unknown>;
  parent?: string;
  onMade: (path: string) => void;
}

export function NewField({ label, field, parent, onMade }: NewFieldProps) {
  const t = useT();
  const doc = useDoc();
  const actions = useActions();
  const make = () => {
    const id = newId(doc);
    const place = { parent: parent ?? null, index: listAt(doc, parent ?? null).length };
    actions().insert({ id, label, ...field } as unknown as Field, place); // a whole field: its type's settings are given
    actions().select(null);
    onMade(pathOf(parent ?? null, id));
  };
  return <Button size="small" icon={<Icon name="add" size={13} />} title={t('links.new_field')} aria-label={t('links.new_field')} onClick={make} />;
}
