/** 更多设置, seldom used: costs, what the page leaves out, ageing. */
import { Button, Select, Switch } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Card } from '@/ui/page';
import { Folded } from '../lib/Folded';
import { Labelled } from '../lib/Labelled';
import { Many } from '../lib/Many';
import { useT } from '../words';
import { useLedger, useLedgerState, useProblemAt } from './context';
import type { Ageing, Costing } from './document';

const USUAL_DAYS = [30, 60, 90, 180];
const MOST_DAYS = 3660;

/** `onRecount`: of what is published. */
export function More({ onRecount }: { onRecount?: () => void }) {
  const t = useT();
  const doc = useLedgerState((state) => state.doc);
  const isCalled = useLedgerState((state) => state.opened === 'more');
  const isUsed = [doc.costing, doc.open, doc.ageing].some(Boolean);
  return (
    <Card>
      <Folded title={t('ledger.more')} isOpen={isUsed || isCalled}>
        <div className="ld-settings is-inner">
      <CostingSetting />
      <OpenSetting />
      <AgeingSetting />
      {onRecount && (
        <Labelled name={t('ledger.recount_now')} hint={t('ledger.recount_now_hint')}>
          {(id) => <Button id={id} size="small" icon={<Icon name="refresh" size={13} />} onClick={onRecount}>{t('ledger.recount_do')}</Button>}
        </Labelled>
      )}
        </div>
      </Folded>
    </Card>
  );
}

function useOptions() {
  const words = useWords();
  const { dimensions, measures } = useLedgerState((state) => state.doc);
  const option = ({ id, label }: { id: string; label: Parameters<typeof words>[0] }) => ({ value: id, label: words(label) || id });
  return { dimensions, byDimension: dimensions.map(option), byMeasure: measures.map(option) };
}

function CostingSetting() {
  const t = useT();
  const { design } = useLedger();
  const { costing, dimensions, measures } = useLedgerState((state) => state.doc);
  const { byDimension, byMeasure } = useOptions();
  const put = (next: Costing | undefined) => design.getState().put({ costing: next });
  const turn = (method: '' | Costing['method']) => put(method === '' ? undefined : { quantity: measures[0]?.id ?? '', value: measures[1]?.id ?? '', scope: dimensions.slice(0, 1).map((one) => one.id), ...costing, method });
  return (
    <div className="ld-half">
      <Labelled name={t('ledger.costing')} hint={t('ledger.costing_hint')} error={useProblemAt('costing')}>
        {(id) => <Select id={id} size="small" value={costing?.method ?? ''} options={[{ value: '', label: t('ledger.costing_none') }, { value: 'moving_average', label: t('ledger.costing_moving_average') }, { value: 'fifo', label: t('ledger.costing_fifo') }]} onChange={turn} style={{ width: '100%' }} />}
      </Labelled>
      {costing && (
        <>
          <Labelled name={t('ledger.costing_quantity')}>{(id) => <Select id={id} size="small" value={costing.quantity || null} options={byMeasure} onChange={(quantity) => put({ ...costing, quantity })} style={{ width: '100%' }} />}</Labelled>
          <Labelled name={t('ledger.costing_value')}>{(id) => <Select id={id} size="small" value={costing.value || null} options={byMeasure} onChange={(value) => put({ ...costing, value })} style={{ width: '100%' }} />}</Labelled>
          <Labelled name={t('ledger.costing_scope')} hint={t('ledger.costing_scope_hint')}>{(id) => <Many id={id} label={t('ledger.costing_scope')} value={costing.scope} options={byDimension} onChange={(scope) => put({ ...costing, scope })} />}</Labelled>
        </>
      )}
    </div>
  );
}

function OpenSetting() {
  const t = useT();
  const { design } = useLedger();
  const open = useLedgerState((state) => state.doc.open);
  const { byMeasure } = useOptions();
  return (
    <Labelled name={t('ledger.open')} hint={t('ledger.open_hint')} error={useProblemAt('open')}>
      {(id) => <Select id={id} size="small" allowClear placeholder={t('ledger.open_all')} value={open ?? null} options={byMeasure} onChange={(next?: string) => design.getState().put({ open: next })} style={{ width: '100%' }} />}
    </Labelled>
  );
}

function AgeingSetting() {
  const t = useT();
  const { design } = useLedger();
  const { ageing, measures } = useLedgerState((state) => state.doc);
  const { dimensions, byDimension, byMeasure } = useOptions();
  const put = (next: Ageing | undefined) => design.getState().put({ ageing: next });
  const dates = byDimension.filter((_, at) => dimensions[at]!.type === 'date');
  const others = byDimension.filter((_, at) => dimensions[at]!.type !== 'date');
  const begin = () => put({ date: dates[0]?.value ?? '', measure: measures[0]?.id ?? '', by: others.slice(0, 1).map((one) => one.value), days: USUAL_DAYS });
  const days = (given: readonly string[]) => given.map(Number).filter((one) => Number.isInteger(one) && one > 0 && one <= MOST_DAYS).sort((one, other) => one - other);
  const isPossible = dates.length > 0 || ageing !== undefined;
  return (
    <div className="ld-half">
      <Labelled name={t('ledger.ageing')} hint={t(isPossible ? 'ledger.ageing_hint' : 'ledger.ageing_needs_date')} error={useProblemAt('ageing')} isBeside>
        {(id) => <Switch id={id} size="small" disabled={!isPossible} checked={ageing !== undefined} onChange={(on) => (on ? begin() : put(undefined))} />}
      </Labelled>
      {ageing && (
        <>
          <Labelled name={t('ledger.ageing_date')}>{(id) => <Select id={id} size="small" value={ageing.date || null} options={dates} onChange={(date) => put({ ...ageing, date })} style={{ width: '100%' }} />}</Labelled>
          <Labelled name={t('ledger.ageing_measure')}>{(id) => <Select id={id} size="small" value={ageing.measure || null} options={byMeasure} onChange={(measure) => put({ ...ageing, measure })} style={{ width: '100%' }} />}</Labelled>
          <Labelled name={t('ledger.ageing_by')}>{(id) => <Many id={id} label={t('ledger.ageing_by')} value={ageing.by} options={others} onChange={(by) => put({ ...ageing, by })} />}</Labelled>
          <Labelled name={t('ledger.ageing_days')} hint={t('ledger.ageing_days_hint')}>
            {(id) => <Select id={id} size="small" mode="tags" open={false} suffixIcon={null} value={(ageing.days ?? USUAL_DAYS).map(String)} onChange={(given: string[]) => put({ ...ageing, days: days(given) })} style={{ width: '100%' }} />}
          </Labelled>
        </>
      )}
    </div>
  );
}
