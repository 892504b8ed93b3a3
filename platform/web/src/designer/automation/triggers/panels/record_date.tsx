import { Segmented } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import { useReading } from '../../context';
import type { TriggerPanelProps } from '../../kind';
import { Clock } from '../../../lib/Clock';
import { ZoneSelect } from '../../parts/ZoneSelect';
import { FormSelect } from '../../parts/FormSelect';
import { PathSelect } from '../../parts/PathSelect';
import { Shift } from '../../parts/Shift';
import { NINE, type RecordDate } from '../record_date';

export default function Panel({ trigger, patch }: TriggerPanelProps<RecordDate>) {
  const t = useT();
  const dates = useReading().fieldsOf(trigger.form).filter((one) => ['date', 'datetime'].includes(one.field.type) && !one.path.includes('.') && !one.path.startsWith('$'));
  return (
    <>
      <FormSelect name={t('automation.form')} value={trigger.form} onChange={(form) => patch({ form, field: '' })} />
      <Labelled name={t('automation.date_field')}>{(id) => <PathSelect id={id} label={t('automation.date_field')} value={trigger.field} named={dates} onChange={(field) => patch({ field })} />}</Labelled>
      <Labelled name={t('automation.date_when')}>
        {() => (
          <div className="fl-length">
            <Shift days={trigger.days ?? 0} onChange={(days) => patch({ days: days || undefined })} />
            <Clock value={trigger.at ?? NINE} onChange={(at) => patch({ at: at === NINE ? undefined : at })} />
          </div>
        )}
      </Labelled>
      <Labelled name={t('automation.repeat')}>{() => <Segmented block size="small" value={trigger.repeat ?? 'once'} options={(['once', 'daily'] as const).map((one) => ({ value: one, label: t(`automation.repeat_${one}`) }))} onChange={(repeat) => patch({ repeat: repeat === 'once' ? undefined : repeat })} />}</Labelled>
      <ZoneSelect value={trigger.time_zone} onChange={(time_zone) => patch({ time_zone })} />
    </>
  );
}
