/** What happens where nobody answers in time. */
import { Button, Select } from 'antd';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import type { Period, TimeOut } from '../document';
import { Assignees } from './Assignees';
import { PeriodInput } from './PeriodInput';

const THEN = ['remind', 'escalate', 'transfer', 'approve', 'reject', 'return'] as const;
const VOTES: readonly string[] = ['reject'];
const MOST = 5;

interface TimeOutsProps {
  value: readonly TimeOut[];
  isVote: boolean;
  onChange: (next: TimeOut[]) => void;
}

export function TimeOuts({ value, isVote, onChange }: TimeOutsProps) {
  const t = useT();
  const put = (at: number, next: TimeOut) => onChange(value.map((one, n) => (n === at ? next : one)));
  const offered = THEN.filter((one) => isVote || !VOTES.includes(one));
  return (
    <Labelled name={t('time.out')} hint={t('time.out_hint')}>
      {() => (
        <div className="fd-rows">
          {value.map((one, at) => (
            <div className="fd-rule" key={at}>
              <div className="fd-row">
                <Select size="small" aria-label={t('time.then_label')} value={one.then} options={offered.map((then) => ({ value: then, label: t(`time.then_${then}`) }))} onChange={(then: TimeOut['then']) => put(at, withoutTo({ ...one, then }, then))} />
                <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => onChange(value.filter((_, n) => n !== at))}>
                  <Icon name="close" size={13} />
                </button>
              </div>
              {one.then === 'transfer' && <Assignees value={one.to} onChange={(to) => put(at, { ...one, to })} />}
              <PeriodInput value={one} onChange={(period) => put(at, { ...cleaned(period), then: one.then, ...(one.to ? { to: one.to } : {}) })} />
            </div>
          ))}
          <Button size="small" type="link" disabled={value.length >= MOST} icon={<Icon name="add" size={13} />} onClick={() => onChange([...value, { days: 1, then: 'remind' }])}>
            {t('time.add')}
          </Button>
        </div>
      )}
    </Labelled>
  );
}

function withoutTo({ to, ...rest }: TimeOut, then: TimeOut['then']): TimeOut {
  return then === 'transfer' ? { ...rest, to: to ?? { roles: [] } } : rest;
}

/** Only the settings of a period that say something. */
function cleaned({ days, hours, minutes, until, moment, working }: Period): Period {
  return { ...(days ? { days } : {}), ...(hours ? { hours } : {}), ...(minutes ? { minutes } : {}), ...(until ? { until } : {}), ...(moment ? { moment } : {}), ...(working ? { working } : {}) };
}
