/** Where the value of a posting comes from, in a ledger that keeps costs. */
import { Select, Switch } from 'antd';
import { Labelled } from '../lib/Labelled';
import { FormulaEditor } from '../lib/LateFormulaEditor';
import { Many } from '../lib/Many';
import { useNamed } from '../lib/names';
import { useT } from '../words';
import { useLedgerState, useProblemAt, useSaid } from './context';
import { kindOf, listOf, type CostRule, type CostWay, type Posting } from './document';
import { FieldSelect } from './FieldSelect';
import { NUMBERS } from './guess';
import { useReachable } from './reachable';
import { ruleName } from './say';

const WAYS: readonly CostWay[] = ['given', 'method', 'source', 'refund', 'taken'];
/** Those that name the line they return. */
const RETURNS: readonly CostWay[] = ['source', 'refund'];

interface CostSettingProps {
  at: number;
  posting: Posting;
  onChange: (cost: CostRule | undefined) => void;
}

export function CostSetting({ at, posting, onChange }: CostSettingProps) {
  const t = useT();
  const said = useSaid(posting);
  const named = useNamed();
  const all = useReachable(posting);
  const others = useLedgerState((state) => listOf(state.doc, 'postings')).filter((one) => one.form === posting.form && one.id !== posting.id);
  const { cost } = posting;
  const here = `postings.${at}.cost`;
  const put = (changes: { [K in keyof CostRule]?: CostRule[K] | undefined }) => onChange(cleaned({ ...cost!, ...changes }));
  const error = useProblemAt(here);
  return (
    <>
      <Labelled name={t('ledger.cost')} hint={cost && t(`ledger.cost_hint_${cost.rule}`)} error={error}>
        {(id) => <Select<CostWay | ''> id={id} size="small" value={cost?.rule ?? ''} options={[{ value: '', label: t('ledger.cost_none') }, ...WAYS.map((one) => ({ value: one, label: t(`ledger.cost_${one}`) }))]} onChange={(rule) => onChange(rule === '' ? undefined : turned(rule, cost))} style={{ width: '100%' }} />}
      </Labelled>
      {cost && RETURNS.includes(cost.rule) && (
        <>
          <Labelled name={t('ledger.cost_record')}>{(id) => <FieldSelect id={id} label={t('ledger.cost_record')} allowClear value={cost.record} named={all.filter(({ field, path }) => field.type === 'reference' && path !== '$id')} onChange={(record) => put({ record: record || undefined })} />}</Labelled>
          <Labelled name={t('ledger.cost_row')}>{(id) => <FieldSelect id={id} label={t('ledger.cost_row')} allowClear value={cost.row} named={all.filter(({ field }) => kindOf(field) === 'number')} onChange={(row) => put({ row: row || undefined })} />}</Labelled>
        </>
      )}
      {cost?.rule === 'taken' && (
        <>
          <Labelled name={t('ledger.cost_of')}>{(id) => <Many id={id} label={t('ledger.cost_of')} value={cost.of ?? []} options={others.map((one) => ({ value: one.id, label: ruleName(one.id, said) }))} onChange={(of) => put({ of: of.length > 0 ? of : undefined })} />}</Labelled>
          <Labelled name={t('ledger.cost_same_row')} hint={t('ledger.cost_same_row_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={cost.same_row === true} onChange={(on) => put({ same_row: on ? true : undefined })} />}</Labelled>
          <Labelled name={t('ledger.cost_share')} hint={t('ledger.cost_share_hint')}>{() => <FormulaEditor value={cost.share ?? ''} named={named} onChange={(share) => put({ share: share || undefined })} />}</Labelled>
        </>
      )}
      {cost && <Labelled name={t('ledger.cost_into')} hint={t('ledger.cost_into_hint')}>{(id) => <FieldSelect id={id} label={t('ledger.cost_into')} allowClear placeholder={t('ledger.off')} value={cost.into} named={all.filter(({ field, path }) => NUMBERS.includes(field.type) && path.split('.').length <= 2)} onChange={(into) => put({ into: into || undefined })} />}</Labelled>}
    </>
  );
}

/** Of another way only what it can mean there stays. */
function turned(rule: CostWay, before: CostRule | undefined): CostRule {
  const into = before?.into ? { into: before.into } : {};
  const source = RETURNS.includes(rule) ? { ...(before?.record ? { record: before.record } : {}), ...(before?.row ? { row: before.row } : {}) } : {};
  return { rule, ...source, ...into };
}

const cleaned = (cost: { [K in keyof CostRule]: CostRule[K] | undefined }): CostRule => Object.fromEntries(Object.entries(cost).filter(([, value]) => value !== undefined)) as unknown as CostRule; // its rule stays
