/** 维度: by what the ledger counts. */
import { Button, Input, Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Card } from '@/ui/page';
import { FormSelect } from '../automation/parts/FormSelect';
import { useAppForms } from '../lib/app-forms';
import { Labelled } from '../lib/Labelled';
import { shortId } from '../lib/short-id';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useLedger, useLedgerState, useProblemAt } from './context';
import { fitsDimension, idsOf, listOf, RESERVED, type Dimension, type DimensionType } from './document';
import { guessed, ownNamed } from './guess';
import { Row } from './Row';
import type { Changed } from './store';

const TYPES: readonly DimensionType[] = ['reference', 'member', 'department', 'text', 'choice', 'date'];

export function Dimensions() {
  const t = useT();
  const dimensions = useLedgerState((state) => state.doc.dimensions);
  const add = useAddDimension();
  return (
    <Card title={t('ledger.dimensions')} extra={<span className="fd-muted">{t('ledger.dimensions_help')}</span>}>
      <ol className="ld-rows" aria-label={t('ledger.dimensions')}>
        {dimensions.map((one, at) => <DimensionRow key={one.id} at={at} dimension={one} />)}
      </ol>
      <Button size="small" icon={<Icon name="add" size={13} />} onClick={add}>{t('ledger.add_dimension')}</Button>
    </Card>
  );
}

/** Every posting already there takes it from the field that fits best. */
function useAddDimension(): () => void {
  const t = useT();
  const { design, formOf, namedOf } = useLedger();
  return () => {
    const { doc, addDimension } = design.getState();
    const id = shortId('d', new Set([...idsOf(doc), ...RESERVED]));
    const fresh: Dimension = { id, label: { 'zh-CN': t('ledger.new_dimension') }, type: 'text' };
    const given = listOf(doc, 'postings').flatMap((one) => {
      const form = formOf(one.form);
      const path = form && guessed({ ...fresh, label: {} }, ownNamed(namedOf(one.form), form, one.each ?? ''), one.each ?? '');
      return path ? [[one.id, path] as const] : [];
    });
    addDimension(fresh, Object.fromEntries(given));
  };
}

/** Postings whose field fits the new type no longer take the one that fits best, and what they find or allot stays. */
function useRetype(at: number, dimension: Dimension): (changes: Changed<Dimension>) => void {
  const { design, formOf, namedOf } = useLedger();
  return (changes) => {
    const next = { ...dimension, ...changes } as Dimension; // what is taken out is taken out below
    const given = listOf(design.getState().doc, 'postings').flatMap((one) => {
      const path = one.dimensions[dimension.id];
      const form = formOf(one.form);
      const named = namedOf(one.form);
      const now = named.find(({ path: other }) => other === path);
      if (!form || (typeof path !== 'string' && path !== null) || (now && fitsDimension(now.field, next))) return [];
      return [[one.id, guessed(next, ownNamed(named, form, one.each ?? ''), one.each ?? '')] as const];
    });
    design.getState().retype(at, changes, Object.fromEntries(given));
  };
}

function DimensionRow({ at, dimension }: { at: number; dimension: Dimension }) {
  const t = useT();
  const words = useWords();
  const forms = useAppForms().data?.items;
  const name = words(dimension.label) || t('canvas.untitled');
  const form = dimension.form && words(forms?.find((one) => one.key === dimension.form)?.title);
  return (
    <Row part="dimensions" at={at} name={t('ledger.dimension_of', { name })} settings={() => <Settings at={at} dimension={dimension} />}>
      <b>{name}</b>
      <small>{form ? t('ledger.type_of_form', { form }) : t(`ledger.type_${dimension.type}`)}</small>
    </Row>
  );
}

function Settings({ at, dimension }: { at: number; dimension: Dimension }) {
  const t = useT();
  const { design } = useLedger();
  const put = (changes: Changed<Dimension>) => design.getState().putAt('dimensions', at, changes);
  const retype = useRetype(at, dimension);
  return (
    <>
      <Labelled name={t('ledger.dimension_label')} error={useProblemAt(`dimensions.${at}.label`)}>{(id) => <WordsInput id={id} value={dimension.label} onChange={(label) => put({ label: label ?? {} })} />}</Labelled>
      <Labelled name={t('ledger.dimension_type')} hint={t(`ledger.type_hint_${dimension.type}`)} error={useProblemAt(`dimensions.${at}.type`)}>
        {(id) => <Select<DimensionType> id={id} size="small" value={dimension.type} options={TYPES.map((one) => ({ value: one, label: t(`ledger.type_${one}`) }))} onChange={(type) => retype({ type, form: undefined })} style={{ width: '100%' }} />}
      </Labelled>
      {dimension.type === 'reference' && <FormSelect name={t('ledger.dimension_form')} value={dimension.form ?? ''} onChange={(form) => retype({ form })} />}
      <Labelled name={t('ledger.id')} hint={t('ledger.id_hint')}>{(id) => <Input id={id} size="small" value={dimension.id} readOnly variant="filled" />}</Labelled>
    </>
  );
}
