import { Button, Input, Select } from 'antd';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { FormulaEditor } from '../../../lib/LateFormulaEditor';
import { NumberInput } from '../../../lib/NumberInput';
import { useNamed } from '../../../lib/names';
import { shortId } from '../../../lib/short-id';
import { useT } from '../../../words';
import type { StepPanelProps } from '../../kind';
import { TYPES, type Calculate, type Result } from '../calculate';

const MOST_DIGITS = 8;

export default function Panel({ step, patch }: StepPanelProps<Calculate>) {
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
      <FormulaEditor value={one.formula} named={named} onChange={(formula) => onPut({ formula })} />
    </div>
  );
}
