import { Segmented } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useNamed } from '../../../lib/names';
import { useT } from '../../../words';
import type { Until } from '../../document';
import type { StepPanelProps } from '../../kind';
import { Clock } from '../../../lib/Clock';
import { NumberInput } from '../../../lib/NumberInput';
import { PathSelect } from '../../parts/PathSelect';
import { Shift } from '../../parts/Shift';
import type { Wait } from '../wait';

const UNITS = ['days', 'hours', 'minutes'] as const;
const NINE = '09:00';

export default function Panel({ step, patch }: StepPanelProps<Wait>) {
  const t = useT();
  const choose = (next: string) => patch({ days: next === 'length' ? 1 : undefined, hours: undefined, minutes: undefined, until: next === 'until' ? { field: '' } : undefined });
  return (
    <>
      <Labelled name={t('time.kind')}>{() => <Segmented block size="small" value={step.until ? 'until' : 'length'} options={[{ value: 'length', label: t('time.length') }, { value: 'until', label: t('time.until') }]} onChange={choose} />}</Labelled>
      {step.until ? (
        <UntilInput value={step.until} onChange={(until) => patch({ until })} />
      ) : (
        <div className="fl-length">
          {UNITS.map((unit) => (
            <label key={unit}>
              <NumberInput size="small" min={0} precision={0} value={step[unit] ?? 0} aria-label={t(`time.${unit}`)} onChange={(n) => patch({ [unit]: n || undefined })} />
              <span>{t(`time.${unit}`)}</span>
            </label>
          ))}
        </div>
      )}
    </>
  );
}

function UntilInput({ value, onChange }: { value: Until; onChange: (next: Until) => void }) {
  const t = useT();
  const dates = useNamed().filter((one) => one.field.type === 'date' || one.field.type === 'datetime');
  const isDay = dates.find((one) => one.path === value.field)?.field.type !== 'datetime';
  const put = (changes: Partial<Until>) => {
    const { field, days, at } = { ...value, ...changes };
    onChange({ field, ...(days ? { days } : {}), ...(at && at !== NINE ? { at } : {}) });
  };
  return (
    <>
      <Labelled name={t('time.field')}>{(id) => <PathSelect id={id} label={t('time.field')} value={value.field} named={dates} onChange={(field) => put({ field })} />}</Labelled>
      <div className="fl-length">
        <Shift days={value.days ?? 0} onChange={(days) => put({ days })} />
        {isDay && <Clock value={value.at ?? NINE} onChange={(at) => put({ at })} />}
      </div>
    </>
  );
}
