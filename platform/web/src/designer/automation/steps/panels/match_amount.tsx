import { Button, Select } from 'antd';
import type { Field } from '@/core/documents';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../../lib/Labelled';
import { NumberInput } from '../../../lib/NumberInput';
import { useT } from '../../../words';
import { useReading } from '../../context';
import type { StepPanelProps } from '../../kind';
import { AmountWay, dimensionsOf, type Way } from '../../parts/AmountWay';
import { useDocuments } from '../../parts/documents';
import { SourceOf } from '../../parts/ValueRows';
import type { Shape } from '../../shape';
import type { MatchAmount } from '../match_amount';

const MOST = 5;
const AMOUNT: Field = { id: 'amount', type: 'number', label: {}, scale: 2 };

export default function Panel({ step, patch }: StepPanelProps<MatchAmount>) {
  const t = useT();
  const ledgers = useDocuments('ledger');
  const shape = useReading().shapes.ledger(step.ledger);
  return (
    <>
      <Labelled name={t('automation.amount_ledger')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={step.ledger || null} status={step.ledger ? '' : 'warning'} placeholder={t('cond.choose')} showSearch={BY_LABEL} options={ledgers} onChange={(ledger: string) => patch({ ledger, measure: '', ways: [{}], together: undefined, order: undefined, single: undefined })} />}</Labelled>
      <Labelled name={t('automation.amount_sum')}>{() => <SourceOf field={AMOUNT} path="amount" source={step.amount} onChange={(amount) => patch({ amount })} />}</Labelled>
      {shape && <OfLedger step={step} patch={patch} shape={shape} />}
    </>
  );
}

function OfLedger({ step, patch, shape }: StepPanelProps<MatchAmount> & { shape: Shape }) {
  const t = useT();
  const words = useWords();
  const options = (fields: readonly Field[]) => fields.map((one) => ({ value: one.id, label: words(one.label) }));
  const dimensions = options(dimensionsOf(shape));
  const put = (at: number, way: Way) => patch({ ways: step.ways.map((one, n) => (n === at ? way : one)) });
  return (
    <>
      <Labelled name={t('automation.amount_measure')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={step.measure || null} status={step.measure ? '' : 'warning'} placeholder={t('cond.choose')} options={options(shape.fields.filter((one) => one.type === 'number'))} onChange={(measure: string) => patch({ measure })} />}</Labelled>
      <Labelled name={t('automation.amount_ways')} hint={t('automation.amount_ways_hint')}>
        {() => (
          <div className="fd-rows">
            {step.ways.map((way, at) => (
              <AmountWay key={at} name={t('automation.amount_way', { n: at + 1 })} way={way} ledger={shape} onChange={(next) => put(at, next)} {...(step.ways.length > 1 ? { onRemove: () => patch({ ways: step.ways.filter((_, n) => n !== at) }) } : {})} />
            ))}
            <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => patch({ ways: [...step.ways, {}] })}>{t('automation.amount_way_add')}</Button>
          </div>
        )}
      </Labelled>
      <Labelled name={t('automation.amount_together')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear placeholder={t('automation.amount_apart')} value={step.together ?? null} options={dimensions} onChange={(together?: string) => patch({ together })} />}</Labelled>
      <Labelled name={t('automation.amount_order')} hint={t('automation.amount_order_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear placeholder={t('automation.amount_apart')} value={step.order ?? null} options={dimensions} onChange={(order?: string) => patch({ order })} />}</Labelled>
      <Labelled name={t('automation.amount_single')} hint={t('automation.amount_single_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear placeholder={t('automation.amount_apart')} value={step.single ?? null} options={dimensions} onChange={(single?: string) => patch({ single })} />}</Labelled>
      <Labelled name={t('automation.amount_most')} isBeside>{(id) => <NumberInput id={id} size="small" min={1} max={MOST} precision={0} value={step.most ?? MOST} onChange={(most) => patch({ most: most === null || most === MOST ? undefined : most })} />}</Labelled>
    </>
  );
}
