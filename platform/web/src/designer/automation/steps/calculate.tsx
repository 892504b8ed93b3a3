import { Button, Input, Select } from 'antd';
import { lazy, Suspense } from 'react';
import type { Words } from '@/core/words';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { NumberInput } from '../../lib/NumberInput';
import { useNamed } from '../../lib/names';
import { shortId } from '../../lib/short-id';
import { useT } from '../../words';
import type { Step } from '../document';
import { defineStep, factsOfStep, type StepPanelProps } from '../kind';
import { plainField, valuesShape } from '../shape';

const FormulaEditor = lazy(() => import('../../lib/FormulaEditor'));
const TYPES = ['number', 'text', 'date', 'switch'] as const;
const MOST_DIGITS = 8;

interface Result {
  label?: Words;
  formula: string;
  type?: (typeof TYPES)[number];
  scale?: number;
}
interface Calculate extends Step {
  values: Record<string, Result>;
}

function Panel({ step, patch }: StepPanelProps<Calculate>) {
  const t = useT();
  const pairs = Object.entries(step.values);
  const put = (id: string, changes: Partial<Result>) => patch({ values: { ...step.values, [id]: { ...step.values[id]!, ...changes } } });
  const add = () => patch({ values: { ...step.values, [shortId('v', new Set(Object.keys(step.values)))]: { formula: '' } } });
  return (
    <div className="fd-rows au-results">
      {pairs.map(([id, one]) => (
        <ResultRow key={id} id={id} one={one} isLast={pairs.length === 1} onPut={(changes) => put(id, changes)} onRemove={() => patch({ values: Object.fromEntries(pairs.filter(([other]) => other !== id)) })} />
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={add}>
        {t('automation.result_add')}
      </Button>
    </div>
  );
}

function ResultRow({ id, one, isLast, onPut, onRemove }: { id: string; one: Result; isLast: boolean; onPut: (changes: Partial<Result>) => void; onRemove: () => void }) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  const named = useNamed();
  return (
    <div className="au-value" role="group" aria-label={words(one.label) || id}>
      <div className="fd-row">
        <Input size="small" aria-label={t('automation.result_name')} placeholder={t('automation.result_name')} value={words(one.label)} onChange={(event) => onPut({ label: { ...one.label, [language]: event.target.value } })} />
        <Select size="small" aria-label={t('automation.picked_type')} popupMatchSelectWidth={false} value={one.type ?? 'number'} options={TYPES.map((type) => ({ value: type, label: t(`automation.type_${type}`) }))} onChange={(type: Result['type']) => onPut({ type } as Partial<Result>)} />
        {(one.type ?? 'number') === 'number' && <NumberInput size="small" className="au-digits" min={0} max={MOST_DIGITS} precision={0} aria-label={t('set.scale')} value={one.scale ?? 2} suffix={t('automation.digits')} onChange={(scale) => onPut({ scale: scale ?? 2 })} />}
        <button type="button" className="icon-button" disabled={isLast} aria-label={t('tools.delete')} onClick={onRemove}>
          <Icon name="close" size={13} />
        </button>
      </div>
      <Suspense fallback={<div className="fx-loading" />}>
        <FormulaEditor value={one.formula} named={named} onChange={(formula) => onPut({ formula })} />
      </Suspense>
    </div>
  );
}

export default defineStep<Calculate>({
  group: 'order',
  edits: ['values'],
  create: () => ({ values: { v_1: { formula: '' } } }),
  say: (step, say) => Object.values(step.values).slice(0, 3).map((one) => `${say.words(one.label) || say.t('automation.result_name')} = ${say.message(one.formula) || '…'}`),
  gives: (step) => valuesShape(Object.entries(step.values).map(([id, one]) => plainField(id, one.type ?? 'number', one.label, one.scale)), factsOfStep('calculate').words),
  Panel,
});
