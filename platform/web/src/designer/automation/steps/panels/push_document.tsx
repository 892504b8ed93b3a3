import { Button, Select } from 'antd';
import type { Field, SubformField } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Conditions } from '../../../lib/Conditions';
import { Labelled } from '../../../lib/Labelled';
import { useNamed } from '../../../lib/names';
import { without } from '../../../lib/without';
import { useT } from '../../../words';
import { useReading, useScope } from '../../context';
import type { StepPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import { Submit } from '../../parts/Submit';
import { ValueRows } from '../../parts/ValueRows';
import type { PushDocument, Rows } from '../push_document';

const isSubform = (field: Field): field is SubformField => field.type === 'subform';

export default function Panel({ step, patch }: StepPanelProps<PushDocument>) {
  const t = useT();
  const words = useWords();
  const fields = useReading().shapes.form(step.form)?.fields ?? [];
  const mine = useRowsOf(step.id);
  const rows = step.rows ?? {};
  const put = (next: Record<string, Rows>) => patch({ rows: Object.keys(next).length > 0 ? next : undefined });
  const free = fields.filter(isSubform).filter((one) => !(one.id in rows));
  return (
    <>
      <FormSelect name={t('automation.push_to')} value={step.form} onChange={(form) => patch({ form, values: {}, rows: undefined })} />
      {step.form && <ValueRows name={t('automation.values')} form={step.form} fields={fields} values={step.values} onChange={(values) => patch({ values })} />}
      {Object.entries(rows).map(([id, one]) => (
        <RowsOf key={id} form={step.form} subform={fields.filter(isSubform).find((field) => field.id === id)} id={id} rows={one} mine={mine} onChange={(next) => put({ ...rows, [id]: next })} onRemove={() => put(without(rows, id))} />
      ))}
      {free.map((one) => (
        <Button key={one.id} size="small" type="link" disabled={mine.length === 0} icon={<Icon name="add" size={13} />} onClick={() => put({ ...rows, [one.id]: { of: mine[0]!.value, values: {} } })}>
          {t('automation.rows_add', { name: words(one.label) })}
        </Button>
      ))}
      <Submit form={step.form} value={step.submit} onChange={(submit) => patch({ submit })} />
    </>
  );
}

interface Source {
  value: string;
  label: string;
}

/** Subforms of what set it off, and lists that steps before found. */
function useRowsOf(step: string): Source[] {
  const t = useT();
  const words = useWords();
  const { subject, known } = useScope(step);
  const { numbers } = useReading();
  const own = (subject?.fields ?? []).filter(isSubform).map((one) => ({ value: one.id, label: words(one.label) }));
  const found = [...known].filter(([, one]) => one.isMany).map(([id, one]) => ({ value: `$${id}`, label: `${t('automation.step_n', { n: numbers.get(id) })} · ${words(one.shape.title)}` }));
  return [...own, ...found];
}

interface RowsProps {
  form: string;
  id: string;
  subform: SubformField | undefined;
  rows: Rows;
  mine: readonly Source[];
  onChange: (rows: Rows) => void;
  onRemove: () => void;
}

function RowsOf({ form, id, subform, rows, mine, onChange, onRemove }: RowsProps) {
  const t = useT();
  const words = useWords();
  const named = useNamed();
  return (
    <section className="fd-rule">
      <header className="fd-row">
        <b>{words(subform?.label) || t('formula.deleted')}</b>
        <span className="fd-bar-space" />
        <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={onRemove}>
          <Icon name="close" size={13} />
        </button>
      </header>
      <Labelled name={t('automation.rows_of')}>{(at) => <Select id={at} size="small" style={{ width: '100%' }} value={rows.of} options={[...mine]} onChange={(of: string) => onChange({ of, values: rows.values })} />}</Labelled>
      <Labelled name={t('automation.rows_when')}>{() => <Conditions value={rows.when} left={named} right={named} onChange={(when) => onChange({ of: rows.of, values: rows.values, ...(when ? { when } : {}) })} />}</Labelled>
      <ValueRows name={t('automation.values')} form={form} prefix={`${id}.`} fields={subform?.fields ?? []} values={rows.values} onChange={(values) => onChange({ ...rows, values })} />
    </section>
  );
}
