/** How much of a measure one posting counts: nothing, a field, one a time, or a formula. */
import { Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { FormulaEditor } from '../lib/LateFormulaEditor';
import { useNamed } from '../lib/names';
import { without } from '../lib/without';
import { useT } from '../words';
import { useProblemAt } from './context';
import { kindOf, readAmount, writeAmount, type AmountWay, type Measure, type Posting } from './document';
import { FieldSelect } from './FieldSelect';
import { NUMBERS } from './guess';
import { useReachable } from './reachable';

const WAYS: readonly AmountWay[] = ['none', 'plus', 'minus', 'count', 'formula'];

interface AmountSettingProps {
  at: string;
  measure: Measure;
  posting: Posting;
  onChange: (measures: Record<string, string>) => void;
}

export function AmountSetting({ at, measure, posting, onChange }: AmountSettingProps) {
  const t = useT();
  const words = useWords();
  const named = useNamed();
  const numbers = useReachable(posting).filter(({ field }) => NUMBERS.includes(kindOf(field)));
  const text = posting.measures[measure.id];
  const { way, path } = readAmount(text);
  const name = words(measure.label) || t('canvas.untitled');
  const error = useProblemAt(at);
  const put = (next: string | undefined) => onChange(next === undefined ? (without(posting.measures, measure.id) as Record<string, string>) : { ...posting.measures, [measure.id]: next });
  const turn = (next: AmountWay) => put(next === 'formula' && text !== undefined ? `${text} ` : writeAmount(next, path || numbers[0]?.path || ''));
  return (
    <div className="ld-map-row" role="group" aria-label={name}>
      <span className="ld-map-name">{name}</span>
      <Select<AmountWay> size="small" aria-label={t('ledger.amount_way', { name })} value={shownWay(text, way)} options={WAYS.map((one) => ({ value: one, label: t(`ledger.amount_way_${one}`) }))} onChange={turn} popupMatchSelectWidth={false} />
      <div className="ld-map-value">
        {isFormula(text, way) ? (
          <FormulaEditor value={text ?? ''} named={named} onChange={put} />
        ) : (
          (way === 'plus' || way === 'minus') && <FieldSelect label={t('ledger.amount_of', { name })} value={path} named={numbers} onChange={(next) => put(writeAmount(way, next))} />
        )}
        {way === 'count' && <span className="fd-muted">{t('ledger.amount_count_hint')}</span>}
        {error && <div className="fd-error" role="alert">{error}</div>}
      </div>
    </div>
  );
}

/** One who asked for a formula has one, though it is a field as yet: the space at its end says so. */
const isFormula = (text: string | undefined, way: AmountWay): boolean => way === 'formula' || (text?.endsWith(' ') ?? false);
const shownWay = (text: string | undefined, way: AmountWay): AmountWay => (isFormula(text, way) ? 'formula' : way);
